import { catalogueOf } from '../../../../lang/catalogue.ts'
import { isLanguage } from '../../../../lang/languages.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { confirmationLink } from '../../accounts/confirmation.ts'
import { resetLink } from '../../accounts/password-reset.ts'
import type { Kind } from '../kinds.ts'
import { sendOnce } from '../tell.ts'

/** The most mails of one kind to one person in an hour, whoever asks for them. */
const mostAnHour = 5

/** What the mails about accounts need. */
export interface AccountMailParts {
  services: Services
}

/** Sends the link that confirms an address, unless it is confirmed by now. `asked` names the asking. */
export async function confirmEmail(
  { services }: AccountMailParts,
  { userId, asked }: { userId: string; asked: string },
) {
  const person = await personBy(services, { id: userId })
  if (!person || person.emailVerified || (await tooMany(services, person.id, 'confirm_email', asked))) return
  const { confirmEmail: words } = person.sentences
  const { name: platform } = await services.platform.read()
  const sentences = { ...words, text: words.text(platform) }
  await sendAccountMail(services, person, 'confirm_email', asked, sentences, () =>
    confirmationLink(services.secret, services.publicUrl(), person.email),
  )
}

/** Tells the owner of an account that somebody tried to sign up with its address. */
export async function alreadyRegistered(
  { services }: AccountMailParts,
  { email, asked }: { email: string; asked: string },
) {
  const person = await personBy(services, { email })
  if (!person || (await tooMany(services, person.id, 'already_registered', asked))) return
  const sentences = person.sentences.alreadyRegistered
  await sendAccountMail(
    services,
    person,
    'already_registered',
    asked,
    sentences,
    async () => `${services.publicUrl()}/sign-in`,
  )
}

/** Sends the link to a new password, if the address has an account that is not closed. */
export async function resetPassword(
  { services }: AccountMailParts,
  { email, asked }: { email: string; asked: string },
) {
  const person = await personBy(services, { email })
  if (!person || (await tooMany(services, person.id, 'reset_password', asked))) return
  const sentences = person.sentences.resetPassword
  await sendAccountMail(services, person, 'reset_password', asked, sentences, () =>
    resetLink(services.db, services.publicUrl(), person.id),
  )
}

type Person = NonNullable<Awaited<ReturnType<typeof personBy>>>

async function sendAccountMail(
  services: Services,
  { id, email, name, language }: Person,
  kind: Kind,
  asked: string,
  sentences: { subject: string; text: string; action: string; after: string },
  link: () => Promise<string>,
) {
  const { subject, text, action, after } = sentences
  await sendOnce(services, {
    once: `${kind}:${asked}`,
    kind,
    to: email,
    userId: id,
    compose: async () =>
      letter({
        language,
        subject,
        name,
        paragraphs: [text],
        action: { label: action, url: await link() },
        after: [after],
      }),
  })
}

async function personBy({ db }: Services, by: { id: string } | { email: string }) {
  const [column, value] = 'id' in by ? (['id', by.id] as const) : (['email', by.email] as const)
  const row = await db
    .selectFrom('users')
    .select(['id', 'email', 'name', 'language', 'email_verified as emailVerified'])
    .where(column, '=', value)
    .where('banned_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const language = isLanguage(row.language) ? row.language : 'en'
  return { ...row, language, sentences: catalogueOf(language).mail }
}

/** Counts those before this one, whose job may be run again. */
async function tooMany({ db, now }: Services, userId: string, kind: Kind, asked: string): Promise<boolean> {
  const rows = await db
    .selectFrom('notification')
    .select('id')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('once', '<>', `${kind}:${asked}`)
    .where('created_at', '>', new Date(now().getTime() - 3600_000))
    .limit(mostAnHour)
    .execute()
  return rows.length >= mostAnHour
}
