import { catalogueOf } from '../../lang/catalogue.ts'
import type { Language } from '../../lang/languages.ts'
import { type Html, html } from './html.ts'

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
  action?: { label: string; url: string }
  /** What else is behind a link; plain, below the button. */
  links?: readonly { label: string; url: string }[]
  after?: readonly string[]
  /** Lines of two columns: what was ordered and its price, a date and its place. */
  facts?: readonly { label: string; value: string }[]
  /** Colour of the bar on top, `#rrggbb`: the event's ground. The platform's own unless given. */
  colour?: string
}

/** Whose platform sends a mail. */
export interface Brand {
  name: string
  /** Of the bar on top where the mail has no colour of its own, `#rrggbb`. */
  colour: string
  /** An address that everybody can fetch the logo from, and its size in pixels. */
  logo: { url: string; width: number; height: number } | null
}

/** The parts of a mail that people read. `summary` has no links, so it may be kept where links with secrets may not. */
export interface Letter {
  subject: string
  summary: string
  /** The same for every brand but for its name, logo and colour. */
  set(brand: Brand): { text: string; html: string }
}

/** Sets a mail in the look: one column, square, one flat bar of colour, readable in light and dark and as plain text. */
export function letter(content: LetterContent): Letter {
  const { language, test = false, name } = content
  const { mail } = catalogueOf(language)
  // A subject is one header line, whatever an event is called.
  const line = content.subject.replace(/\s+/g, ' ').trim()
  const subject = test ? mail.test.subject(line) : line
  const paragraphs = test ? [mail.test.text, ...content.paragraphs] : content.paragraphs
  const greeting = name === undefined ? [] : [mail.greeting(name)]
  const greeted = { ...content, subject, paragraphs: [...greeting, ...paragraphs] }
  const set = (brand: Brand) => ({ text: plain(greeted, brand), html: page(greeted, brand).html })
  return { subject, summary: paragraphs.join(' '), set }
}

function plain(
  { language, subject, heading = subject, paragraphs, action, links = [], after = [], facts = [] }: LetterContent,
  { name }: Brand,
): string {
  const { mail } = catalogueOf(language)
  return [
    heading,
    ...paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    ...[...(action ? [action] : []), ...links].map(({ label, url }) => `${label}:\n${url}`),
    ...after,
    `-- \n${mail.footer(name)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

const font = "Archivo,'Noto Sans','Noto Sans Devanagari',-apple-system,'Segoe UI',Arial,sans-serif"
/** Tables and attributes beside styles, because some mail programs know nothing else; just one colour changes with the scheme. */
function page(content: LetterContent, { name, logo, ...brand }: Brand): Html {
  const { language, subject, heading = subject, paragraphs, action, links = [], after = [], facts = [] } = content
  const { colour = brand.colour } = content
  const { mail } = catalogueOf(language)
  return html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>
<style>
:root{color-scheme:light dark}
body{margin:0;background:#f3f3f0;color:#131412;font-family:${{ html: font }};font-size:16px;line-height:1.5}
.sheet{max-width:560px;margin:0 auto;padding:0 24px 40px}
h1{font-size:30px;line-height:1.05;font-weight:850;letter-spacing:-.02em;margin:32px 0 20px;overflow-wrap:anywhere}
p{margin:0 0 16px}
p a:not(.button){color:inherit}
img.logo{display:inline-block;background:#ffffff;padding:6px;margin:20px 0 0}
table.facts{border-collapse:collapse;width:100%;margin:8px 0 24px;border-top:2px solid currentColor}
table.facts td{padding:8px 0;border-bottom:1px solid #9a9c93;vertical-align:top}
table.facts td+td{padding-left:16px;text-align:right;font-weight:650}
.button{display:inline-block;background:#131412;color:#f3f3f0;font-weight:750;text-decoration:none;padding:14px 22px;margin:8px 0 24px}
.foot{margin-top:40px;font-size:13px;color:#565850}
@media (prefers-color-scheme:dark){body{background:#111210;color:#f2f2ed}.button{background:#f2f2ed;color:#111210}.foot{color:#a9aba2}}
</style></head><body>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td height="14" bgcolor="${colour}"></td></tr></table>
<div class="sheet">${logo ? logoImage(name, logo) : undefined}<h1>${heading}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}${facts.length > 0 ? factsTable(facts) : undefined}${action ? html`<p><a class="button" href="${action.url}">${action.label}</a></p>\n` : undefined}${links.map(({ label, url }) => html`<p><a href="${url}">${label}</a></p>\n`)}${after.map((paragraph) => html`<p>${paragraph}</p>\n`)}<p class="foot">${mail.footer(name)}</p></div>
</body></html>
`
}

/** Half as large as its pixels, for screens that have two for one; on white, whatever the scheme. */
const logoImage = (name: string, { url, width, height }: NonNullable<Brand['logo']>): Html =>
  html`<img class="logo" src="${url}" width="${Math.ceil(width / 2)}" height="${Math.ceil(height / 2)}" alt="${name}">\n`

const factsTable = (facts: NonNullable<LetterContent['facts']>): Html =>
  html`<table class="facts">${facts.map(({ label, value }) => html`<tr><td>${label}</td><td>${value}</td></tr>`)}</table>\n`
