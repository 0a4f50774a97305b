import { isLanguage, type Language } from '../../../../lang/languages.ts'
import type { Db } from '../../../db/connect.ts'
import { phoneOf } from '../../../lib/phone.ts'
import { type Wish, wishOf } from '../../../sms/keywords.ts'
import { twilioFailure } from '../../../sms/twilio.ts'
import { noteOutcome, type Outcome } from '../delivery/outcome.ts'
import { suppress, unsuppress } from '../delivery/suppression.ts'

/** Refusals by which a carrier says that a phone takes no SMS: its owner stopped them, it is not there, it is a landline (twilio.com/docs/api/errors). */
const ends: Readonly<Record<string, 'stopped' | 'unreachable'>> = {
  '21610': 'stopped',
  '30005': 'unreachable',
  '30006': 'unreachable',
}

/** Takes over what a status callback says of a message; on its way is nothing new. `deliveryId` is what the callback's address was given. */
export async function noteStatus(
  db: Db,
  deliveryId: string | undefined,
  form: URLSearchParams,
  now: Date,
): Promise<void> {
  const outcome = outcomeOf(form)
  if (!outcome) return
  const phone = phoneOf(form.get('To') ?? '')
  const reason = ends[form.get('ErrorCode') ?? '']
  if (phone && reason && outcome.state === 'failed')
    await suppress(db, { channel: 'sms', address: phone, reason, at: now })
  const name = isId(deliveryId) ? { deliveryId } : { channel: 'sms' as const, providerId: form.get('MessageSid') ?? '' }
  await noteOutcome(db, name, outcome)
}

function outcomeOf(form: URLSearchParams): Outcome | undefined {
  const status = form.get('MessageStatus')
  if (status === 'delivered' || status === 'read') return { state: 'delivered' }
  const error = twilioFailure(status, form.get('ErrorCode'))
  return error === null ? undefined : { state: 'failed', error }
}

const isId = (text: string | undefined): text is string => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text ?? '')

/**
 * Does what somebody asks for who answers an SMS, and says what it was; a word of theirs in another sentence is none. Twilio names the wish itself in
 * `OptOutType` where it keeps a list of its own, and has answered then.
 */
export async function takeAnswer(
  db: Db,
  form: URLSearchParams,
  now: Date,
): Promise<{ wish: Wish | undefined; answered: boolean; language: Language }> {
  const phone = phoneOf(form.get('From') ?? '')
  const named = form.get('OptOutType')?.toLowerCase()
  const wish = named === 'stop' || named === 'start' || named === 'help' ? named : wishOf(form.get('Body') ?? '')
  if (phone && wish === 'stop') await suppress(db, { channel: 'sms', address: phone, reason: 'stopped', at: now })
  if (phone && wish === 'start') await unsuppress(db, { channel: 'sms', address: phone })
  return { wish, answered: named !== undefined, language: await languageOf(db, phone) }
}

/** The language that the last SMS to a phone was in. */
async function languageOf(db: Db, phone: string | null): Promise<Language> {
  const row = await db
    .selectFrom('delivery as d')
    .innerJoin('notification as n', 'n.id', 'd.notification_id')
    .select('n.language')
    .where('d.channel', '=', 'sms')
    .where('d.address', '=', phone ?? '')
    .orderBy('d.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return isLanguage(row?.language) ? row.language : 'en'
}
