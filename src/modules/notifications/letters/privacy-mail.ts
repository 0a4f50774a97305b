import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Language } from '../../../../lang/languages.ts'
import type { Facts } from '../../../facts.ts'
import { mailedProof } from '../../../lib/mailed-proof.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { guestErasure, guestErasureAddress, hasTraces } from '../../orders/erasure.ts'
import { momentText } from '../../orders/formats.ts'
import type { Kind } from '../kinds.ts'
import { sendOnce } from '../tell.ts'
import { languageOf } from './order-mail.ts'

/** Tells somebody when their account is erased, and how they keep it, unless they do already. */
export async function sendErasureAsked(services: Services, { userId, asked }: Facts['erasure.asked']): Promise<void> {
  const person = await personOf(services, userId)
  if (!person?.eraseAt) return
  const { subject, text, byAdministrator, action, after } = person.words.erasureAsked
  const when = momentText(person.eraseAt, person.timeZone, person.language)
  const paragraphs = [...(person.reason === '' ? [] : [byAdministrator]), text(when)]
  await sendTo(services, person, { kind: 'erasure_asked', asked, subject, paragraphs, action, after })
}

/** Tells somebody that their account stays, because an organization has come to need them. */
export async function sendErasureStopped(
  services: Services,
  { userId, asked }: Facts['erasure.stopped'],
): Promise<void> {
  const person = await personOf(services, userId)
  if (!person) return
  const { subject, text, action, after } = person.words.erasureStopped
  await sendTo(services, person, { kind: 'erasure_stopped', asked, subject, paragraphs: [text], action, after })
}

/** Tells somebody, by mail and in the app, that their data can be fetched, as long as it can. */
export async function sendExportReady(services: Services, { exportId }: Facts['export.ready']): Promise<void> {
  const ready = await services.db
    .selectFrom('data_export')
    .select(['user_id as userId', 'expires_at as expiresAt'])
    .where('id', '=', exportId)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  const person = ready && (await personOf(services, ready.userId))
  if (!person || !ready.expiresAt) return
  const { subject, text, action, after } = person.words.exportReady
  const paragraphs = [text(momentText(ready.expiresAt, person.timeZone, person.language))]
  await sendTo(services, person, { kind: 'export_ready', asked: exportId, subject, paragraphs, action, after })
}

/**
 * Sends whoever bought without an account the link that erases their data; whoever has an account the way to the page that does. Nothing where there
 * is nothing.
 */
export async function sendGuestErasure(services: Services, asking: Facts['guest_erasure.asked']): Promise<void> {
  const { email, asked } = asking
  const account = await services.db
    .selectFrom('users')
    .select(['id', 'language'])
    .where('email', '=', email)
    .where('email_verified', '=', true)
    .where('banned_at', 'is', null)
    .executeTakeFirst()
  if (!account && !(await hasTraces(services.db, { userId: null, email }))) return
  const language = languageOf(account?.language ?? asking.language)
  const { subject, text, textWithAccount, action, actionWithAccount, after } =
    catalogueOf(language).privacyMail.guestErasure
  await sendOnce(services, {
    once: `guest_erasure:${asked}`,
    kind: 'guest_erasure',
    to: email,
    userId: account?.id,
    compose: async () =>
      letter({
        language,
        subject,
        paragraphs: [account ? textWithAccount : text],
        action: account
          ? { label: actionWithAccount, url: ownPage(services) }
          : {
              label: action,
              url: guestErasureAddress(services.publicUrl(), await mailedProof(services.secret, guestErasure, email)),
            },
        after: [after],
      }),
  })
}

/** Tells one of two addresses that its account has ended, or that it took over another one; neither hears the other's address. */
export async function sendMerged(
  services: Services,
  { userId, email, ended, asked }: Facts['accounts.merged'],
): Promise<void> {
  const person = await personOf(services, userId)
  if (!person) return
  const { subject, textEnded, textKept, action, after } = person.words.merged
  await sendOnce(services, {
    once: `accounts_merged:${asked}:${ended ? 'ended' : 'kept'}`,
    kind: 'accounts_merged',
    to: email,
    userId,
    compose: async () =>
      letter({
        language: person.language,
        subject,
        name: person.name,
        paragraphs: [ended ? textEnded : textKept],
        action: { label: action, url: `${services.publicUrl()}/sign-in` },
        after: [after],
      }),
  })
}

const ownPage = ({ publicUrl }: Services) => `${publicUrl()}/account/data`

interface Person {
  id: string
  name: string
  email: string
  language: Language
  timeZone: string
  eraseAt: Date | null
  reason: string
  words: ReturnType<typeof catalogueOf>['privacyMail']
}

async function personOf({ db }: Services, userId: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('users')
    .select([
      'id',
      'name',
      'email',
      'language',
      'time_zone as timeZone',
      'erase_at as eraseAt',
      'erasure_reason as reason',
    ])
    .where('id', '=', userId)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const language = languageOf(row.language)
  return { ...row, language, words: catalogueOf(language).privacyMail }
}

const sendTo = (
  services: Services,
  { id, name, email, language }: Person,
  mail: { kind: Kind; asked: string; subject: string; paragraphs: string[]; action: string; after: string },
): Promise<void> =>
  sendOnce(services, {
    once: `${mail.kind}:${mail.asked}`,
    kind: mail.kind,
    to: email,
    userId: id,
    url: '/account/data',
    compose: async () =>
      letter({
        language,
        subject: mail.subject,
        name,
        paragraphs: mail.paragraphs,
        action: { label: mail.action, url: ownPage(services) },
        after: [mail.after],
      }),
  })
