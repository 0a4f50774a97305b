/** An Idempotency-Key nobody has had before. `randomUUID` exists on secure origins alone; a phone on the same network may not be one. */
export function newRepeatKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The field of a form that carries its key, if it has one, as the option of a call. */
export function repeatOf(form: FormData): { key?: string } {
  const key = form.get('key')
  return typeof key === 'string' && key !== '' ? { key } : {}
}
