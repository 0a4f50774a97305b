import { catalogueOf } from '../../lang/catalogue.ts'
import { renderMarkdown } from '../lib/markdown.ts'
import { type Html, html } from './html.ts'
import { type Brand, codeCid, type Foot, type LetterContent, type TicketCode } from './letter.ts'

/** An image of whoever sends a mail: an address that everybody can fetch it from, and its size in pixels, twice that it is shown in. */
export interface Logo {
  url: string
  width: number
  height: number
}

/** Widest that a mail is set, in pixels. */
const width = 560
/** How large the code of a ticket is shown: doors read it from a phone held at arm's length. */
const codeSize = 205

const fonts = "Archivo,'Noto Sans','Noto Sans Devanagari',-apple-system,'Segoe UI',Arial,sans-serif"
const ink = '#131412'
const wall = '#f3f3f0'
const text = `font-family:${fonts};font-size:16px;line-height:1.5;color:${ink};`
const small = `font-family:${fonts};font-size:13px;line-height:1.5;color:#565850;`
const underline = 'border-bottom:1px solid #9a9c93;'

/** Just colours change with the scheme. A program that has no style blocks shows the light ones, which stand at the elements. */
const darkRules: readonly (readonly [selector: string, rule: string])[] = [
  ['.wall', 'background-color:#111210!important'],
  ['.ink', 'color:#f2f2ed!important'],
  ['.mute', 'color:#a9aba2!important'],
  ['.press', 'background-color:#f2f2ed!important'],
  ['.press a', 'color:#111210!important'],
]
const dark = darkRules.map(([selector, rule]) => `${selector}{${rule}}`).join('')
/** How Outlook's apps and web pages mark what they darken: `data-ogsc` where colours were changed, `data-ogsb` where grounds were. */
const darkInOutlook = darkRules
  .map(([selector, rule]) => `[data-ogs${rule.startsWith('color') ? 'c' : 'b'}] ${selector}{${rule}}`)
  .join('')

/**
 * The HTML of a letter: tables, with everything that matters said by attributes and styles at the elements, as Outlook's engine (Word's) and Gmail
 * want it; test/mail-lint.ts holds it to that. Gmail drops a whole block of style over a rule that it does not know, so each kind has its own.
 */
export function letterHtml(content: LetterContent & { preview: string; foot: Foot }, brand: Brand): string {
  const { language, subject, heading = subject, paragraphs, written = '', facts = [], codes = [], after = [] } = content
  const { action, links = [], organizer, colour = brand.colour, preview, foot } = content
  const { mail } = catalogueOf(language)
  const logo = organizer?.logo
    ? { name: organizer.name, ...organizer.logo }
    : brand.logo && { name: brand.name, ...brand.logo }
  const all = [
    logo ? row('20px 0 0 0', logoImage(logo)) : undefined,
    row(
      '32px 0 20px 0',
      html`<h1 class="ink" style="margin:0;font-family:${{ html: fonts }};font-size:30px;line-height:1.1;font-weight:800;letter-spacing:-0.6px;color:${ink};overflow-wrap:anywhere">${heading}</h1>`,
    ),
    ...paragraphs.map(paragraph),
    written.trim() === '' ? undefined : row('0 0 16px 0', { html: styledMarkdown(written) }),
    facts.length > 0 ? row('8px 0 24px 0', factsTable(facts)) : undefined,
    action ? row('8px 0 24px 0', button(action)) : undefined,
    ...codes.map((code, index) => row('0 0 24px 0', picture(code, index, mail.code(code.label)))),
    ...links.map(({ label, url }) => row('0 0 16px 0', textLink(label, url))),
    ...after.map(paragraph),
    row('24px 0 40px 0', footLines(foot, mail.unsubscribe), small, 'mute'),
  ]
  return html`<!doctype html>
<html lang="${language}" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no"><title>${subject}</title>
<!--[if mso]><style>h1,p,td,a{font-family:Arial,sans-serif!important}</style><![endif]-->
<style>@media (prefers-color-scheme:dark){${{ html: dark }}}</style>
<style>${{ html: darkInOutlook }}</style>
</head><body class="wall" style="margin:0;padding:0;background-color:${wall}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:${wall}">${preview.slice(0, 150)}</div>
<table role="presentation" class="wall" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${wall}" style="background-color:${wall}">
<tr><td height="14" bgcolor="${colour}" style="background-color:${colour};font-size:1px;line-height:14px">&nbsp;</td></tr>
<tr><td align="center" style="padding:0 24px">
<!--[if mso]><table role="presentation" width="${width}" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:${width}px">
${all}</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</body></html>
`.html
}

const paragraph = (words: string): Html => row('0 0 16px 0', html`${words}`)

const row = (padding: string, inner: Html, style = text, look = 'ink'): Html =>
  html`<tr><td class="${look}" align="left" style="padding:${padding};text-align:left;${{ html: style }}overflow-wrap:anywhere">${inner}</td></tr>\n`

/** On white, whatever the scheme. */
const logoImage = ({ name, url, width, height }: Logo & { name: string }): Html =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="#ffffff" style="background-color:#ffffff;padding:6px"><img src="${url}" width="${Math.ceil(width / 2)}" height="${Math.ceil(height / 2)}" alt="${name}" border="0" style="display:block"></td></tr></table>`

const factsTable = (facts: NonNullable<LetterContent['facts']>): Html =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${facts.map(
    ({ label, value }, index) => {
      const lines = `${text}${index === 0 ? 'border-top:2px solid #9a9c93;' : ''}${underline}`
      return html`<tr><td class="ink" valign="top" align="left" style="${{ html: lines }}padding:8px 16px 8px 0;text-align:left;overflow-wrap:break-word">${label}</td><td class="ink" valign="top" align="right" style="${{ html: lines }}padding:8px 0;text-align:right;font-weight:650;overflow-wrap:anywhere">${value}</td></tr>`
    },
  )}</table>`

/** Outlook gives a link no padding, so the cell has it there. */
const button = ({ label, url }: { label: string; url: string }): Html =>
  html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="press" align="center" bgcolor="${ink}" style="background-color:${ink};mso-padding-alt:14px 22px"><a href="${url}" style="display:inline-block;padding:14px 22px;font-family:${{ html: fonts }};font-size:16px;line-height:1.25;font-weight:750;color:${wall};text-decoration:none">${label}</a></td></tr></table>`

const textLink = (label: string, url: string): Html =>
  html`<a class="ink" href="${url}" style="color:${ink};text-decoration:underline">${label}</a>`

/** A picture with white around its code, which stays white in the dark. */
const picture = ({ label, details }: TicketCode, index: number, alt: string): Html =>
  html`<b>${label}</b><br>${details.map((line) => html`${line}<br>`)}<img src="cid:${codeCid(index)}" width="${codeSize}" height="${codeSize}" alt="${alt}" border="0" style="display:block;background-color:#ffffff">`

const footLines = ({ sentence, unsubscribe }: Foot, label: string): Html =>
  html`${sentence}${unsubscribe ? html`<br><a class="mute" href="${unsubscribe}" style="color:#565850;text-decoration:underline">${label}</a>` : undefined}`

const written: Record<string, string> = {
  a: `color:${ink};text-decoration:underline`,
  p: 'margin:0 0 16px 0',
  ul: 'margin:0 0 16px 24px;padding:0',
  ol: 'margin:0 0 16px 24px;padding:0',
  blockquote: 'margin:0 0 16px 24px',
  h3: 'margin:16px 0 8px 0;font-size:20px;line-height:1.25',
  h4: 'margin:16px 0 8px 0;font-size:16px;line-height:1.25',
  h5: 'margin:16px 0 8px 0;font-size:16px;line-height:1.25',
  h6: 'margin:16px 0 8px 0;font-size:16px;line-height:1.25',
  pre: 'margin:0 0 16px 0;white-space:pre-wrap',
  table: 'border-collapse:collapse;margin:0 0 16px 0',
  th: `text-align:left;padding:4px 16px 4px 0;${underline}`,
  td: `text-align:left;padding:4px 16px 4px 0;${underline}`,
}

/** The safe HTML of Markdown with its styles at the elements. */
const styledMarkdown = (markdown: string): string =>
  renderMarkdown(markdown).replace(/<([a-z]\w*)([ >])/g, (opening, tag: string, end: string) => {
    const style = written[tag]
    return style === undefined ? opening : `<${tag}${tag === 'a' ? ' class="ink"' : ''} style="${style}"${end}`
  })
