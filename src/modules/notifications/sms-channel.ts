import type { Db } from '../../db/connect.ts'
import { smsText } from '../../sms/segments.ts'
import { type Sms, SmsRefused, type Texter } from '../../sms/texter.ts'
import { provenPhones } from '../accounts/phone.ts'
import { type Channel, DeliveryRefused, type Outgoing } from './channels.ts'
import { suppress } from './delivery/suppression.ts'

/**
 * SMS, to proven phones: once, as far as the provider's list of messages tells, which is asked before every try but the first
 * (docs/decisions/0028-sms-and-web-push.md).
 */
export const smsChannel = ({ db, texter, now }: { db: Db; texter: Texter; now(): Date }): Channel => ({
  name: 'sms',
  addressesOf: provenPhones,
  async send(outgoing) {
    try {
      return await texter.send(smsOf(outgoing))
    } catch (error) {
      if (!(error instanceof SmsRefused)) throw error
      if (error.stopped) await suppress(db, { channel: 'sms', address: outgoing.address, reason: 'stopped', at: now() })
      throw new DeliveryRefused(error.message)
    }
  },
  async find(outgoing) {
    const found = await texter.find(smsOf(outgoing), outgoing.createdAt)
    if (found && found.failure !== null) throw new DeliveryRefused(found.failure)
    return found && { providerId: found.providerId }
  },
})

/** Days after which a phone that took no SMS is tried again: it may be back, or somebody else's by then. */
const unreachableDays = 30

/** Lets phones have SMS again that were out of reach a month ago. Who sent STOP has to send START. */
export async function retryUnreachable(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('suppressed_address')
    .where('reason', '=', 'unreachable')
    .where('at', '<', new Date(now.getTime() - unreachableDays * 24 * 3600_000))
    .execute()
}

const smsOf = ({ id, address, short, title, text, url }: Outgoing): Sms => ({
  id,
  to: address,
  text: smsText({ text: short ?? `${title}: ${text}`, url: url ?? undefined }),
})
