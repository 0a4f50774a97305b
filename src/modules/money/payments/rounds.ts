import { type RawBuilder, sql } from 'kysely'
import { isUnavailable } from './provider.ts'

/**
 * Asks providers about all that is due, side by side: each of them batch after batch, until nothing of its is due or it does not answer. What
 * cannot be asked about does not stop the others; all failures are thrown at the end, for the log. Whatever was asked about must not be
 * due again at once.
 */
export async function askAround<Item>(
  providers: readonly string[],
  dueAt: (provider: string) => Promise<readonly Item[]>,
  ask: (item: Item) => Promise<void>,
): Promise<void> {
  const failures = (await Promise.all(providers.map((provider) => askOne(() => dueAt(provider), ask)))).flat()
  if (failures.length > 0) throw new AggregateError(failures, 'payments could not be asked about')
}

async function askOne<Item>(
  nextDue: () => Promise<readonly Item[]>,
  ask: (item: Item) => Promise<void>,
): Promise<unknown[]> {
  const failures: unknown[] = []
  for (;;) {
    const due = await nextDue()
    if (due.length === 0) return failures
    for (const item of due)
      try {
        await ask(item)
      } catch (error) {
        failures.push(error)
        if (isUnavailable(error)) return failures
      }
  }
}

/** Waits for an answer and notes that it was asked for, unless the provider did not answer: then it stays due. */
export async function noted<Answer>(asked: Promise<Answer>, note: () => Promise<unknown>): Promise<Answer> {
  const answer = await asked.catch(async (error: unknown) => {
    if (!isUnavailable(error)) await note()
    throw error
  })
  await note()
  return answer
}

/** The instant so many seconds before another. */
export const before = (instant: Date, seconds: number): Date => new Date(instant.getTime() - seconds * 1000)

/** Banks return money for so long after it was sent (docs.stripe.com/refunds#failed-refunds: up to 30 days); in seconds. */
const longestWatch = 35 * 24 * 3600
/** Since when the last question is due, whenever the one before was; in seconds. */
const lastWait = 33 * 24 * 3600
/** What was sent is asked about no sooner; in seconds. */
const leastWait = 24 * 3600

/** Whether to ask now if money that was sent to a buyer has come back: after a day, and then each time after as long as it was waited before, and once when banks are through. */
export const isWatched = (
  now: Date,
  sentAt: RawBuilder<unknown>,
  askedAt: RawBuilder<unknown>,
): RawBuilder<boolean> => sql`
  ${sentAt} between ${before(now, longestWatch)} and ${before(now, leastWait)}
  and (${askedAt} is null or ${askedAt} < ${sentAt}
    or (${sentAt} <= ${before(now, lastWait)} and ${askedAt} < ${sentAt} + make_interval(secs => ${lastWait}))
    or ${askedAt} + greatest(${askedAt} - ${sentAt}, make_interval(secs => ${leastWait})) <= ${now})`
