import { setTimeout as pause } from 'node:timers/promises'
import { refuse } from '../../../errors.ts'

/** How long a provider may take to answer, in milliseconds. */
export const patience = 10_000

/** Pauses before asking again, in milliseconds. */
const pauses = [200, 600]

export interface Asked {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body?: string
  /** In milliseconds. */
  patience: number
}

/** An answer of a provider that is neither silence nor trouble of its own. `body` is JSON as it came. */
export interface Answer {
  status: number
  body: unknown
}

/**
 * Asks a provider, again after silence, 429 and 5xx: every request must be one that may be made twice. Follows no redirect. Refuses
 * `provider_unavailable` in the end.
 */
export async function ask(asked: Asked): Promise<Answer> {
  for (const wait of [...pauses, null]) {
    const answer = await askOnce(asked).catch(() => undefined)
    if (answer !== undefined && answer.status !== 429 && answer.status < 500) return answer
    if (wait !== null) await pause(wait)
  }
  return refuse('provider_unavailable')
}

async function askOnce({ method, url, headers, body, patience: milliseconds }: Asked): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(milliseconds),
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
}
