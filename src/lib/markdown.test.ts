import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainTextOf, renderMarkdown } from './markdown.ts'

const cases: [markdown: string, html: string][] = [
  ['**Bold** and _soft_', '<p><strong>Bold</strong> and <em>soft</em></p>\n'],
  ['# Night\n\n###### Deep', '<h3>Night</h3>\n<h6>Deep</h6>\n'],
  ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'],
  ['[go](https://example.org)', '<p><a href="https://example.org" rel="nofollow noopener noreferrer">go</a></p>\n'],
  ['[no](javascript:alert(1))', '<p>[no](javascript:alert(1))</p>\n'],
  ['[no](/admin)', '<p>[no](/admin)</p>\n'],
]

for (const [markdown, html] of cases)
  test(`renders ${JSON.stringify(markdown)}`, () => assert.equal(renderMarkdown(markdown), html))

test('an image is not fetched from elsewhere', () => {
  assert.doesNotMatch(renderMarkdown('![x](https://tracker.example/x.png)'), /<img/)
})

test('no text makes anything but the tags and attributes of Markdown', () => {
  const hostile = fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](data:text/html,x)',
    '![a](javascript:x)',
    '<javascript:alert(1)>',
    '<https://a"onmouseover="x>',
    '[a](https://x "t" onclick=x)',
    '`<b>`',
    '&lt;script&gt;',
    '[a]: javascript:x\n\n[a]',
    '[a](vbscript:x)',
    '[a](\u0001javascript:x)',
    'http://a.b/"><script>',
    '# <iframe>',
    '\n\n| <b> | b |\n|:-|-:|\n| <i> | c |\n\n',
    '```js" onload="x\nx\n```',
    '<!--',
    ']]>',
  )
  const text = fc
    .array(fc.oneof(hostile, fc.string({ unit: 'grapheme' })), { maxLength: 12 })
    .map((parts) => parts.join(' '))
  const tag =
    /<\/?(?:p|strong|em|s|h[3-6]|ul|ol|li|blockquote|pre|code|hr|br|table|thead|tbody|tr|th|td|a)(?: (?:href="(?:https?:\/\/|mailto:|tel:)[^"<>]*"|rel="nofollow noopener noreferrer"|title="[^"<>]*"|start="\d+"|class="language-[^"<>]*"))*>/gi
  fc.assert(
    fc.property(text, (markdown) => {
      const rest = renderMarkdown(markdown).replace(tag, '')
      assert.doesNotMatch(rest, /[<>]/)
    }),
    { numRuns: 1000 },
  )
})

test('the plain text of Markdown is cut at a word', () => {
  assert.equal(plainTextOf('# One\n\nTwo **three**\nfour', 100), 'One Two three four')
  assert.equal(plainTextOf('One two three', 9), 'One two…')
})
