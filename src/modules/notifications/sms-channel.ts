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
  find: (outgoing) => texter.find(smsOf(outgoing), outgoing.createdAt),
})

const smsOf = ({ id, address, short, title, text, url }: Outgoing): Sms => ({
  id,
  to: address,
  text: smsText({ text: short ?? `${title}: ${text}`, url: url ?? undefined }),
})
