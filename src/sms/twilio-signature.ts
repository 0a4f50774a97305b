import { createHmac } from 'node:crypto'
import { sameText } from '../lib/sign.ts'

/**
 * What Twilio signs a request with (twilio.com/docs/usage/security, "Validating requests"): HMAC-SHA1 by the account's token of the whole address as
 * Twilio was given it, and of every field of the form, sorted by name, name and value after each other; base64. Of a field that comes more
 * than once, each value counts once.
 */
export function twilioSignature(authToken: string, url: string, form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64')
}

/** Whether a request with this X-Twilio-Signature comes from whoever has the token. */
export const isSignedByTwilio = (
  authToken: string,
  signature: string | string[] | undefined,
  url: string,
  form: URLSearchParams,
): boolean => typeof signature === 'string' && sameText(signature, twilioSignature(authToken, url, form))
