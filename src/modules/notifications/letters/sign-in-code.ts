import { catalogueOf } from '../../../../lang/catalogue.ts'
import { isLanguage } from '../../../../lang/languages.ts'
import type { Facts } from '../../../facts.ts'
import { letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { codeMail } from '../../accounts/provider-email.ts'
import { sendOnce } from '../tell.ts'
import { type AccountMailParts, alreadyRegistered } from './account-mails.ts'

const kind = 'sign_in_code'
/** The most codes to one address in an hour, whoever asks for them. */
const mostAnHour = 5

/** Sends the code that proves an address, or tells its owner that it has an account already. */
export async function sendSignInCode(parts: AccountMailParts, asking: Facts['provider.code_asked']): Promise<void> {
  const { services } = parts
  const { asked } = asking
  const due = await codeMail(services, asking)
  if (!due || (await tooMany(services, due.email, asked))) return
  const { email, code } = due
  const owner = await services.db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst()
  if (owner) return alreadyRegistered(parts, { email, asked })
  const language = isLanguage(due.language) ? due.language : 'en'
  const { name: platform } = await services.platform.read()
  const { subject, text, label, after } = catalogueOf(language).mail.signInCode
  await sendOnce(services, {
    once: `${kind}:${asked}`,
    kind,
    to: email,
    compose: async () =>
      letter({
        language,
        subject: subject(platform),
        paragraphs: [text],
        facts: [{ label, value: code }],
        after: [after],
      }),
  })
}

/** Counts those before this one, whose job may be run again. */
async function tooMany({ db, now }: Services, address: string, asked: string): Promise<boolean> {
  const rows = await db
    .selectFrom('notification')
    .select('id')
    .where('email', '=', address)
    .where('kind', '=', kind)
    .where('once', '<>', `${kind}:${asked}`)
    .where('created_at', '>', new Date(now().getTime() - 3600_000))
    .limit(mostAnHour)
    .execute()
  return rows.length >= mostAnHour
}
