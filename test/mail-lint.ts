/**
 * Holds mails to what Outlook's engine (Word's) and Gmail show. The figures are those of caniemail.com; what Word takes is in "HTML and CSS Rendering
 * Capabilities in Outlook 2007" (Microsoft, 2006) and hteumeuleu.com/2020/outlook-rendering-engine; Gmail's sanitizing in developers.google.com/workspace/gmail/design/css.
 */

/** A mail as it is to be sent. */
export interface LintedMail {
  subject: string
  html: string
  text: string
  /** Content-IDs of the images that come along. */
  cids: readonly string[]
}

/** Gmail cuts a mail off after 102 kB. */
const mostBytes = 100_000
/** Gmail drops style blocks longer than this. */
const longestStyle = 8192

const elements =
  'html head meta title style body div table thead tbody tr td th h1 h2 h3 h4 h5 h6 p b strong i em s a img br ul ol li blockquote pre code hr'.split(
    ' ',
  )
const empty = ['meta', 'img', 'br', 'hr']

/** Every property that both show, or that does no harm where one does not know it. */
const properties =
  /^(color|background-color|font-(family|size|weight|style)|letter-spacing|line-height|text-(align|decoration)|vertical-align|white-space|width|height|margin|padding|border(-(top|bottom|left|right|collapse))?|display|max-width|max-height|overflow|overflow-wrap|mso-[a-z-]+)$/

/** What is wrong with a mail, in words; nothing where all is well. `origin` may be linked without TLS: tests have none. */
export function lintMail(mail: LintedMail, origin: string): string[] {
  const tags = tagsOf(mail.html)
  return [
    ...sizeComplaints(mail),
    ...headComplaints(mail.html),
    ...nestingComplaints(tags),
    ...tags.flatMap((tag) => tagComplaints(tag, mail, origin)),
    ...textComplaints(mail, tags),
    ...leftovers(mail),
  ]
}

function sizeComplaints({ html, text, subject }: LintedMail): string[] {
  const bytes = Buffer.byteLength(html)
  return [
    ...(bytes >= mostBytes ? [`${bytes} bytes of HTML`] : []),
    ...(text.trim() === '' ? ['no plain text'] : []),
    ...(subject.trim() === '' || /[\r\n]/.test(subject) ? ['a subject is one line'] : []),
  ]
}

function headComplaints(html: string): string[] {
  const wanted: [name: string, RegExp][] = [
    ['doctype', /^<!doctype html>/],
    ['language and direction', /<html lang="[a-z]{2}" dir="(ltr|rtl)">/],
    ['charset', /<meta charset="utf-8">/],
    ['viewport', /<meta name="viewport"/],
    [
      'colour scheme',
      /<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">/,
    ],
    ['dark rules', /<style>@media \(prefers-color-scheme:dark\)\{/],
    ['dark rules of Outlook', /<style>\[data-ogs[cb]\] /],
    [
      'a preview, hidden in Outlook too',
      /<body[^>]*>\s*<div style="display:none;[^"]*mso-hide:all;[^"]*">[^<]*\S[^<]*<\/div>/,
    ],
    ['a title', /<title>[^<]+<\/title>/],
  ]
  const [, body = ''] = html.split('<body')
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css)
  return [
    ...wanted.filter(([, pattern]) => !pattern.test(html)).map(([name]) => `without ${name}`),
    ...(body.includes('<style') ? ['a style block in the body'] : []),
    ...styles.flatMap((css) => [
      ...(css.length > longestStyle ? ['a style block that Gmail drops for its length'] : []),
      ...(/url\(|@import|@font-face|<|expression/.test(css) ? ['a style block that loads something'] : []),
      ...(css.split('{').length === css.split('}').length ? [] : ['a style block that is not closed']),
    ]),
  ]
}

interface Tag {
  name: string
  closes: boolean
  attributes: Map<string, string>
  style: Map<string, string>
  /** What stands before it. */
  before: string
  at: number
}

function tagsOf(html: string): Tag[] {
  const visible = html.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length))
  return [...visible.matchAll(/<(\/?)([a-zA-Z][\w:-]*)((?:[^<>"]|"[^"]*")*)>/g)].map((match) => {
    const [, slash, name = '', rest = ''] = match
    const attributes = new Map(
      [...rest.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
    )
    const style = new Map(
      (attributes.get('style') ?? '')
        .split(';')
        .filter((declaration) => declaration.trim() !== '')
        .map((declaration) => {
          const colon = declaration.indexOf(':')
          return [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()] as const
        }),
    )
    const at = match.index
    return {
      name: name.toLowerCase(),
      closes: slash === '/',
      attributes,
      style,
      before: html.slice(Math.max(0, at - 300), at),
      at,
    }
  })
}

function nestingComplaints(tags: readonly Tag[]): string[] {
  const open: string[] = []
  for (const { name, closes } of tags) {
    if (empty.includes(name)) continue
    if (!closes) open.push(name)
    else if (open.pop() !== name) return [`</${name}> closes nothing`]
  }
  return open.length > 0 ? [`<${open.at(-1)}> is not closed`] : []
}

function tagComplaints(tag: Tag, mail: LintedMail, origin: string): string[] {
  if (!elements.includes(tag.name)) return [`<${tag.name}> is not for mails`]
  if (tag.closes) return []
  const rules = [...styleRules(tag), ...elementRules(tag, mail, origin)]
  return rules.filter(([isWrong]) => isWrong).map(([, words]) => words)
}

type Rule = readonly [isWrong: boolean, words: string]

function styleRules({ name, attributes, style, before }: Tag): Rule[] {
  const display = style.get('display') ?? ''
  const isPadded = /[1-9]/.test(style.get('padding') ?? '')
  const isCell = name === 'td' || name === 'th'
  // Outlook pads cells alone; a link in a cell that is padded for Outlook may be padded for the others.
  const mayPad = isCell || (name === 'a' && before.includes('mso-padding-alt'))
  const isFramed = name === 'table' && attributes.get('width') === '100%' && before.trimEnd().endsWith('<![endif]-->')
  const ground = style.get('background-color')
  return [
    ...[...style].flatMap(([property, value]): Rule[] => [
      [!properties.test(property), `${property} at <${name}>`],
      [/url\(|calc\(|var\(|\d(r?em|v[wh]|ch)\b/.test(value), `${property}: ${value}`],
      [property.startsWith('margin') && /-\d|auto/.test(value), `${property}: ${value}`],
    ]),
    [/flex|grid/.test(display), 'a display that Outlook has not'],
    [display !== 'none' && (style.has('max-height') || style.has('overflow')), `overflow at <${name}>`],
    [isPadded && !mayPad, `padding at <${name}>`],
    [style.has('max-width') && !isFramed, 'max-width without a table of that width for Outlook'],
    [
      ground !== undefined && (isCell || name === 'table') && attributes.get('bgcolor') !== ground,
      `a ground of <${name}> that bgcolor does not say`,
    ],
    [
      name === 'td' && attributes.has('class') && style.has('text-align') && !attributes.has('align'),
      'text-align without align',
    ],
  ]
}

function elementRules({ name, attributes, style, at }: Tag, { html, cids }: LintedMail, origin: string): Rule[] {
  const value = (attribute: string) => attributes.get(attribute) ?? ''
  const isSafe = (url: string) => url.startsWith('https://') || url === origin || url.startsWith(`${origin}/`)
  const rules: Record<string, () => Rule[]> = {
    table: () => {
      const isLayout = value('role') === 'presentation'
      const isData = /^<table[^>]*>\s*<thead>/.test(html.slice(at))
      const gaps = ['cellpadding', 'cellspacing', 'border'].filter((one) => value(one) !== '0')
      return [
        [!isLayout && !isData, 'a table that is read out as one'],
        [isLayout && gaps.length > 0, 'a table with gaps'],
      ]
    },
    img: () => {
      const source = value('src')
      const isThere = source.startsWith('cid:') ? cids.includes(source.slice(4)) : isSafe(source)
      const isSized = /^\d+$/.test(value('width')) && /^\d+$/.test(value('height'))
      return [
        [!isThere, `an image from ${source}`],
        [!isSized, 'an image without its size'],
        [value('alt').trim() === '', 'an image without words'],
        [style.get('display') !== 'block', 'an image on the line, with a gap below it'],
      ]
    },
    a: () => {
      const target = unescaped(value('href'))
      return [[!isSafe(target) && !/^(mailto|tel):/.test(target), `a link to ${target}`]]
    },
  }
  const forbidden = [...attributes.keys()].filter((key) => key.startsWith('on') || key === 'id')
  return [...forbidden.map((key): Rule => [true, `${key} at <${name}>`]), ...(rules[name]?.() ?? [])]
}

/** What is in the HTML must be in the plain text, as words and as addresses. */
function textComplaints({ html, text }: LintedMail, tags: readonly Tag[]): string[] {
  const said = flat(text)
  const [, body = ''] = html.replace(/<!--[\s\S]*?-->/g, '').split(/<body[^>]*>/)
  const shown = body.replace(/<div style="display:none[\s\S]*?<\/div>/, '')
  const missing = shown
    .split(/<[^>]*>/)
    .map((words) => flat(unescaped(words)))
    .filter((words) => words.length > 1 && !said.includes(words))
  const links = tags.flatMap(({ name, closes, attributes }) =>
    name === 'a' && !closes ? [unescaped(attributes.get('href') ?? '')] : [],
  )
  return [
    ...missing.map((words) => `not in the plain text: ${words}`),
    ...links
      .filter((url) => !text.includes(url.replace(/^(mailto|tel):/, '')))
      .map((url) => `not in the plain text: ${url}`),
    ...(/&(amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);|<\/?(p|a|br|td|div|b)\b[^>]*>/i.test(text)
      ? ['HTML in the plain text']
      : []),
  ]
}

/** Traces of what was not filled in. */
function leftovers({ subject, html, text }: LintedMail): string[] {
  const body = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, ' ')
  return [subject, body, text].flatMap((words) =>
    [...words.matchAll(/\{[a-z]*\}|\$\{|\bundefined\b|\bNaN\b|\[object |Invalid Date|\bnull\b/gi)].map(
      ([trace]) => `${trace} is left`,
    ),
  )
}

/** Words without marks of Markdown, which the plain text keeps. */
const flat = (text: string) => text.replace(/[*_#>`|\\-]/g, '').replace(/\s+/g, '')

const unescaped = (text: string): string =>
  text
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
