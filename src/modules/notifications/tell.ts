import { transact } from '../../db/transact.ts'
import type { Composed } from './channels.ts'
import { type DeliverParts, deliverAll } from './delivery/deliver.ts'
import type { Recipient } from './delivery/known.ts'
import type { Kind } from './kinds.ts'
import { type Message, type WriteParts, writeDown } from './write.ts'

/** Something to tell one person a single time. */
export interface Telling extends Omit<Message, 'title' | 'message' | 'about'> {
  kind: Kind
  eventId?: string | undefined
  /** Makes the letter, whose subject and summary are kept; called when something of it is still to be sent. */
  compose(): Promise<Composed>
}

export type TellParts = WriteParts & DeliverParts

/**
 * Tells somebody something once, however often its job runs: the notification and a delivery for each channel they chose are written first,
 * then those that are due are sent. What waits, and what an administrator has tried again, is sent by the same job, run again.
 */
export async function tell(parts: TellParts, { kind, eventId, compose, ...telling }: Telling): Promise<void> {
  const { db, job } = parts
  let letter: Composed | undefined
  const composed = async () => {
    letter ??= await compose()
    return letter
  }
  const known = await db.selectFrom('notification').select('id').where('once', '=', telling.once).executeTakeFirst()
  if (known) return deliverAll(parts, [known.id], composed)
  const { subject: title, summary: message } = await composed()
  const [written] = await transact(db, (tx) =>
    writeDown(tx, parts, { kind, eventId, job, messages: [{ ...telling, title, message }] }),
  )
  if (written) await deliverAll(parts, [written.id], composed)
}

/** A mail to send a single time. */
export interface Sending extends Omit<Telling, 'to'> {
  /** Email address; empty where nobody is known any more, who is told nothing. */
  to: string
  userId?: string | undefined
}

/** `tell` for those who know an address, and maybe whose it is. */
export async function sendOnce(parts: TellParts, { to: email, userId, ...telling }: Sending): Promise<void> {
  if (email === '') return
  const to: Recipient = userId === undefined ? { email } : { userId, email }
  await tell(parts, { ...telling, to })
}

/** Tells several, the others also where one could not be told: throws the first failure at the end, for the job to be retried. */
export async function tellEach<T>(all: readonly T[], tellOne: (one: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  for (const one of all) await tellOne(one).catch((error) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
