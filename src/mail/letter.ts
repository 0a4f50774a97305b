import { catalogueOf } from '../../lang/catalogue.ts'
import type { Language } from '../../lang/languages.ts'
import { type Logo, letterHtml } from './letter-html.ts'
import type { InlineImage, Mail } from './mailer.ts'

/** What a mail says, apart from how it looks. */
export interface LetterContent {
  language: Language
  /** Whether it is about a test order: subject and text begin with it. */
  test?: boolean
  subject: string
  /** The line set large, when it is not the subject. */
  heading?: string
  /** Whom the letter greets. */
  name?: string
  /** What stands before the button, and after it. */
  paragraphs: readonly string[]
  /** Markdown that a person wrote; stands below the paragraphs. */
  written?: string
  action?: { label: string; url: string }
  /** Pictures that a door reads, below the button. */
  codes?: readonly TicketCode[]
  /** What else is behind a link; plain, below the button. */
  links?: readonly { label: string; url: string }[]
  after?: readonly string[]
  /** Lines of two columns: what was ordered and its price, a date and its place. */
  facts?: readonly { label: string; value: string }[]
  /** Colour of the bar on top, `#rrggbb`: the event's ground. The platform's own unless given. */
  colour?: string
  /** Who puts on what it is about. */
  organizer?: Organizer
}

/** A square picture of a ticket's code, and what stands above it. */
export interface TicketCode {
  png: Uint8Array
  label: string
  details: readonly string[]
}

/** Who a letter is sent for: their logo stands in place of the platform's, and answers go to their address. Without one nobody reads answers. */
export interface Organizer {
  name: string
  logo: Logo | null
  replyTo: string | null
}

/** Whose platform sends a mail. */
export interface Brand {
  name: string
  /** Of the bar on top where the mail has no colour of its own, `#rrggbb`. */
  colour: string
  logo: Logo | null
}

/** The parts of a mail that people read. `summary` has no links, so it may be kept where links with secrets may not. */
export interface Letter {
  subject: string
  summary: string
  /** The same for every brand but for its name, logo and colour. `unsubscribe` is an address where one can stop mails of this kind. */
  set(brand: Brand, more?: { unsubscribe?: string | undefined }): Pick<Mail, 'text' | 'html' | 'inline' | 'replyTo'>
}

/** Sets a mail in the look: one column, square, one flat bar of colour, readable in light and dark and as plain text. */
export function letter(content: LetterContent): Letter {
  const { language, test = false, name, codes = [], organizer } = content
  const { mail } = catalogueOf(language)
  // A subject is one header line, whatever an event is called.
  const line = content.subject.replace(/\s+/g, ' ').trim()
  const subject = test ? mail.test.subject(line) : line
  const paragraphs = test ? [mail.test.text, ...content.paragraphs] : content.paragraphs
  const greeting = name ? [mail.greeting(name)] : []
  const greeted = { ...content, subject, paragraphs: [...greeting, ...paragraphs] }
  const summary = paragraphs.join(' ')
  return {
    subject,
    summary,
    set: (brand, { unsubscribe } = {}) => {
      const foot = { sentence: footOf(content, brand), unsubscribe }
      return {
        text: plain(greeted, foot),
        html: letterHtml({ ...greeted, preview: summary, foot }, brand),
        ...(codes.length > 0 ? { inline: codes.map(inlineImage) } : {}),
        ...(organizer?.replyTo ? { replyTo: organizer.replyTo } : {}),
      }
    },
  }
}

/** The name by which the HTML of a mail shows the picture of a code (RFC 2392), counted from 0. */
export const codeCid = (index: number): string => `code-${index + 1}@tickets`

const inlineImage = ({ png }: TicketCode, index: number): InlineImage => ({
  cid: codeCid(index),
  name: `code-${index + 1}.png`,
  type: 'image/png',
  content: png,
})

function footOf({ language, organizer }: LetterContent, { name }: Brand): string {
  const { foot, footer } = catalogueOf(language).mail
  return organizer ? foot[organizer.replyTo ? 'answered' : 'silent'](name, organizer.name) : footer(name)
}

/** The last lines of a mail: who sent it and why, and where one can stop such mails. */
export interface Foot {
  sentence: string
  unsubscribe: string | undefined
}

function plain(content: LetterContent, { sentence, unsubscribe }: Foot): string {
  const { language, subject, heading = subject, paragraphs, written = '', codes = [], after = [], facts = [] } = content
  const { action, links = [] } = content
  const { mail } = catalogueOf(language)
  return [
    heading,
    ...paragraphs,
    written.trim(),
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    ...(action ? [linkLine(action)] : []),
    codes.map(({ label, details }) => [label, ...details].join(', ')).join('\n'),
    ...links.map(linkLine),
    ...after,
    ['-- ', sentence, ...(unsubscribe ? [linkLine({ label: mail.unsubscribe, url: unsubscribe })] : [])].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const linkLine = ({ label, url }: { label: string; url: string }) => `${label}:\n${url}`
