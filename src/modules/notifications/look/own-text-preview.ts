import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { catalogueOf } from '../../../../lang/catalogue.ts'
import type { Language } from '../../../../lang/languages.ts'
import { refuse } from '../../../errors.ts'
import type { Facts } from '../../../facts.ts'
import type { FileContent } from '../../../http/contract.ts'
import { byCid, showInPlace } from '../../../mail/data-images.ts'
import type { Letter } from '../../../mail/letter.ts'
import type { Services } from '../../../services.ts'
import { readOrganization } from '../../accounts/organizations.ts'
import { cardOf } from '../../orders/event-card.ts'
import { codeOfTicket } from '../../orders/mail-codes.ts'
import { reminderLetter, thanksLetter } from '../attendee-letters.ts'
import { type EventFrame, logoAddress, readOrganizationLook, ticketsInWords } from '../event-frame.ts'
import { brandOf } from '../letters/brand.ts'
import { confirmationLetter } from '../letters/confirmation-letter.ts'
import type { OwnText } from '../own-text.ts'
import { readOwnTexts, refuseStrangers, type TextOf } from '../own-texts.ts'
import { sendOnce } from '../tell.ts'
import { mailLogoFile, readMailLook } from './mail-look.ts'

/**
 * How a mail with these words reads: its subject, its text, and what opens its HTML in `previewPage`. With an empty text the words are the usual ones.
 * Refuses `placeholder_unknown`.
 */
export async function previewText(services: Services, of: TextOf, own: OwnText) {
  refuseStrangers(own)
  const { subject, set } = await sampleLetter(services, of, own)
  const { text } = set(brandOf(await services.platform.read(), services.publicUrl()))
  return { subject, text, draft: deflateRawSync(JSON.stringify([own.subject, own.text])).toString('base64url') }
}

/** The HTML of a mail with the words of a draft, or those in use, for a sandboxed frame. Refuses bad_request for a draft that is none of ours. */
export async function previewPage(services: Services, of: TextOf, draft: string | undefined): Promise<FileContent> {
  const own = draft === undefined ? await textInUse(services, of) : ownTextOf(draft)
  const { set } = await sampleLetter(services, of, own)
  const { html, inline } = set(brandOf(await services.platform.read(), services.publicUrl()))
  const bytes = showInPlace(html, [...byCid(inline), ...(await logoOf(services, of.organizationId))])
  return { type: 'text/html; charset=utf-8', bytes, framed: 'sandboxed' }
}

/** Sends the mail with these words to whoever wanted to see it. */
export async function sendTextTest(
  services: Services,
  { asked, userId, organizationId, kind, language, subject, text }: Facts['mail_text.test_asked'],
): Promise<void> {
  const person = await services.db
    .selectFrom('users')
    .select(['email'])
    .where('id', '=', userId)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!person) return
  await sendOnce(services, {
    once: `mail_test:${asked}`,
    kind: 'mail_test',
    to: person.email,
    userId,
    compose: async () => {
      const letter = await sampleLetter(services, { organizationId, kind, language }, { subject, text })
      return { ...letter, subject: catalogueOf(language).mail.test.subject(letter.subject) }
    },
  })
}

async function textInUse({ db }: Services, { organizationId, kind, language }: TextOf): Promise<OwnText> {
  const texts = await readOwnTexts(db, organizationId)
  return texts.find((one) => one.kind === kind && one.language === language) ?? { subject: '', text: '' }
}

async function logoOf({ db, files, publicUrl }: Services, organizationId: string) {
  const { logo } = await readMailLook(db, organizationId)
  if (!logo) return []
  const { type, bytes } = await mailLogoFile(db, files, logo.key)
  return [{ src: logoAddress(publicUrl(), logo.key), type, content: Buffer.from(bytes) }]
}

function ownTextOf(draft: string): OwnText {
  try {
    const bytes = inflateRawSync(Buffer.from(draft, 'base64url'), { maxOutputLength: 100_000 })
    const [subject, text]: unknown[] = JSON.parse(bytes.toString())
    if (typeof subject === 'string' && typeof text === 'string') return { subject, text }
  } catch {}
  return refuse('bad_request')
}

/** A mail with these words about an event and an order that are made up. */
async function sampleLetter(
  services: Services,
  { organizationId, kind, language }: TextOf,
  own: OwnText,
): Promise<Letter> {
  const { attendeeMail, documents } = catalogueOf(language)
  const { name, order, ticket } = attendeeMail.sample
  const frame = await sampleFrame(services, organizationId, language)
  const told = own.text.trim() === '' ? frame : { ...frame, texts: { [kind]: { [language]: own } } }
  const lines = [{ name: ticket, quantity: 1, total: 5800 }]
  const person = { language, name, order, tickets: ticketsInWords(lines), url: services.publicUrl() }
  if (kind === 'reminder') return reminderLetter(told, person, 24)
  if (kind === 'thanks') return thanksLetter(told, person)
  return confirmationLetter(told, person, {
    ...{ test: false, lines, tickets: 1, currency: 'EUR', fee: 0, total: 5800 },
    codes: [codeOfTicket({ code: 'SAMPLE', shortCode: '', attendeeName: name, ticketType: ticket }, documents)],
  })
}

async function sampleFrame(services: Services, organizationId: string, language: Language): Promise<EventFrame> {
  const { event: name, place: venue, city } = catalogueOf(language).attendeeMail.sample
  const organization = await readOrganization(services.db, organizationId)
  const startsAt = new Date(services.now().getTime() + 7 * 24 * 3600_000)
  startsAt.setUTCMinutes(0, 0, 0)
  const event = cardOf({
    ...{ id: organizationId, slug: '', name, category: 'music', state: 'published', attendance: 'in-person' },
    ...{ startsAt: startsAt.toISOString(), endsAt: startsAt.toISOString(), timeZone: organization.timeZone },
    ...{ venue, address: '', city, organizer: organization.name, suspended: false },
  })
  return { event, look: await readOrganizationLook(services, organizationId, event), texts: {} }
}
