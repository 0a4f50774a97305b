import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Brand, type LetterContent, letter } from '../src/mail/letter.ts'
import { type LintedMail, lintMail } from './mail-lint.ts'

const origin = 'http://127.0.0.1:4000'
const brand: Brand = {
  name: 'Tide & Co',
  colour: '#1d4fd8',
  logo: { url: 'https://tide.example/logo/abc', width: 301, height: 95 },
}
const full: LetterContent = {
  language: 'de',
  subject: 'Ihre Tickets',
  heading: 'Nacht <Fähre> & mehr',
  name: 'Marta "M" Quintela',
  paragraphs: ['Ein Satz, der 3 < 5 sagt.', 'Noch einer.'],
  written:
    '## Hallo\n\nAm **Pier** [sehen](https://example.org/?a=1&b=2) wir uns:\n\n- eins\n- zwei\n\n> Zitat\n\n| A | B |\n|---|---|\n| 1 | 2 |',
  facts: [
    { label: 'Beginn', value: 'Samstag' },
    { label: 'Summe', value: '12,00 €' },
  ],
  action: { label: 'Ansehen', url: `${origin}/e/x?a=1&b=2` },
  codes: [{ png: Buffer.of(1), label: 'Wochenende, 1 von 1', details: ['Marta', 'AB12'] }],
  links: [{ label: 'Auch das', url: 'https://example.org/also' }],
  after: ['Danach.'],
  organizer: { name: 'Fähre e.V.', logo: null, replyTo: 'hallo@example.org' },
}

function made(content: LetterContent = full): LintedMail {
  const { subject, set } = letter(content)
  const { html, text, inline = [] } = set(brand, { unsubscribe: `${origin}/unsubscribe/abc` })
  return { subject, html, text, cids: inline.map(({ cid }) => cid) }
}

test('a letter with everything there is keeps to what mail programs show', () => {
  assert.deepEqual(lintMail(made(), origin), [])
  assert.deepEqual(lintMail(made({ language: 'en', subject: 'One', paragraphs: ['Two.'] }), origin), [])
})

test('the lint sees what mail programs do not show', () => {
  const good = made()
  const cases: [change: string | RegExp, by: string, complaint: RegExp][] = [
    ['<h1', '<h1 onclick="x"', /onclick at <h1>/],
    ['<h1 class="ink" style="', '<h1 class="ink" style="position:absolute;', /position at <h1>/],
    ['<h1 class="ink" style="', '<h1 class="ink" style="float:left;', /float at <h1>/],
    ['<h1 class="ink" style="', '<h1 class="ink" style="display:flex;', /display that Outlook has not/],
    [
      '<h1 class="ink" style="',
      '<h1 class="ink" style="background-image:url(https://x.example/a.png);',
      /background-image at <h1>/,
    ],
    ['<h1 class="ink" style="', '<h1 class="ink" style="padding:4px;', /padding at <h1>/],
    ['<h1 class="ink" style="margin:0', '<h1 class="ink" style="margin:-4px', /margin: -4px/],
    ['font-size:30px', 'font-size:2rem', /font-size: 2rem/],
    ['mso-padding-alt:14px 22px', 'height:14px', /padding at <a>/],
    [/<!--\[if mso\]><table[\s\S]*?<!\[endif\]-->/, '', /max-width without a table/],
    ['bgcolor="#ffffff" ', '', /ground of <td>/],
    [' align="left" style="padding:32px', ' style="padding:32px', /text-align without align/],
    ['role="presentation" class="wall"', 'class="wall"', /read out|gaps/],
    ['cellspacing="0"', 'cellspacing="2"', /table with gaps/],
    [' width="205"', '', /without its size/],
    [/alt="QR[^"]*"/, 'alt=""', /without words/],
    ['cid:code-1@tickets', 'cid:code-2@tickets', /an image from cid:code-2/],
    ['https://tide.example/logo', 'http://tide.example/logo', /an image from http:/],
    ['href="https://example.org/also"', 'href="/also"', /a link to \/also/],
    ['href="https://example.org/also"', 'href="javascript:alert(1)"', /a link to javascript/],
    ['</body>', '<script>1</script></body>', /<script> is not for mails/],
    ['</body>', '<style>p{}</style></body>', /style block in the body/],
    ['</style>', '@import "x"</style>', /loads something/],
    ['</style>', 'p{</style>', /not closed/],
    ['</style>', `${'p{}'.repeat(3000)}</style>`, /for its length/],
    ['</h1>', '', /closes nothing/],
    ['<!doctype html>', '', /without doctype/],
    [' dir="ltr"', '', /without language/],
    ['mso-hide:all;', '', /without a preview/],
    ['prefers-color-scheme', 'prefers-contrast', /without dark rules/],
    ['data-ogs', 'data-x', /without dark rules of Outlook/],
    ['<meta name="color-scheme"', '<meta name="x"', /without colour scheme/],
    ['Danach.', 'Danach aber.', /not in the plain text: Danachaber/],
    ['https://example.org/also', 'https://example.org/other', /not in the plain text: https:\/\/example.org\/other/],
    ['Danach.', 'Danach {name}.', /\{name\} is left/],
    ['Danach.', 'undefined', /undefined is left/],
    ['Danach.', '[object Object]', /\[object {2}?is left|\[object/],
    ['Danach.', 'x'.repeat(100_000), /bytes of HTML/],
  ]
  for (const [change, by, complaint] of cases) {
    const html = good.html.replace(change, by)
    assert.notEqual(html, good.html, String(change))
    const complaints = lintMail({ ...good, html }, origin)
    assert.ok(
      complaints.some((one) => complaint.test(one)),
      `${change} → ${by.slice(0, 60)}: ${complaints.join('; ')}`,
    )
  }
  const texts: [Partial<LintedMail>, RegExp][] = [
    [{ text: '' }, /no plain text/],
    [{ text: `${good.text}\n&amp;` }, /HTML in the plain text/],
    [{ text: `${good.text}\n<br>` }, /HTML in the plain text/],
    [{ subject: 'a\nb' }, /one line/],
    [{ subject: 'NaN days' }, /NaN is left/],
  ]
  for (const [change, complaint] of texts)
    assert.ok(
      lintMail({ ...good, ...change }, origin).some((one) => complaint.test(one)),
      JSON.stringify(change).slice(0, 80),
    )
})
