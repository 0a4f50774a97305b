import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { html } from './html.ts'
import { type Brand, type LetterContent, letter } from './letter.ts'

const brand: Brand = { name: 'Tide', colour: '#1d4fd8', logo: null }
const setFor = (content: LetterContent, of: Brand = brand) => {
  const { subject, set } = letter(content)
  return { subject, ...set(of) }
}

test('what is put into HTML is escaped, in text and in quotes', () => {
  const hostile = `"><script>alert('1')</script>&amp;`
  assert.equal(
    html`<a title="${hostile}">${[hostile, html`<b>${1}</b>`, undefined]}</a>`.html,
    '<a title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;<b>1</b></a>',
  )
})

test('a letter says the same in text and in HTML', () => {
  const made = setFor({
    language: 'de',
    subject: 'Hallo\r\nBcc: all@example.org',
    paragraphs: ['Ein Satz.'],
    facts: [{ label: 'Summe', value: '12,00 €' }],
    action: { label: 'Ansehen', url: 'https://example.org/?a=1&b=2' },
    links: [{ label: 'Auch das', url: 'https://example.org/also' }],
    after: ['Noch einer.'],
  })
  assert.equal(made.subject, 'Hallo Bcc: all@example.org')
  for (const words of [
    'Ein Satz.',
    'Summe',
    '12,00 €',
    'Ansehen',
    'Auch das',
    'https://example.org/also',
    'Noch einer.',
  ]) {
    assert.ok(made.text.includes(words) && made.html.includes(words), words)
  }
  assert.ok(made.text.includes('https://example.org/?a=1&b=2'))
  assert.ok(made.html.includes('href="https://example.org/?a=1&amp;b=2"'))
  assert.ok(made.html.includes('<html lang="de" dir="ltr">'))
})

test('no text of a person becomes markup or another header line', () => {
  const empty = setFor({ language: 'en', subject: 's', paragraphs: ['p'] })
  const tags = (text: string) => text.match(/<\w+/g)?.length
  fc.assert(
    fc.property(fc.string(), (words) => {
      const made = setFor({ language: 'en', subject: words, paragraphs: [words] })
      assert.ok(!/[\r\n]/.test(made.subject))
      assert.equal(tags(made.html), tags(empty.html))
    }),
  )
})

test('a letter names its platform, and carries its logo and colour where it has them', () => {
  const content = { language: 'en', subject: 'Hello', paragraphs: ['One.'] } as const
  const plain = setFor(content)
  assert.ok(plain.text.includes('Sent by Tide because') && plain.html.includes('Sent by Tide because'))
  assert.ok(plain.html.includes('bgcolor="#1d4fd8"') && !plain.html.includes('<img'))
  const logo = { url: 'https://tide.example/logo/abc', width: 300, height: 96 }
  const branded = setFor(content, { name: '"Tide" & <Co>', colour: '#aa3311', logo })
  assert.ok(branded.html.includes('bgcolor="#aa3311"'))
  assert.ok(branded.html.includes('src="https://tide.example/logo/abc" width="150" height="48"'))
  assert.ok(branded.html.includes('alt="&quot;Tide&quot; &amp; &lt;Co&gt;"'))
  assert.ok(setFor({ ...content, colour: '#00ff00' }, { ...brand, logo }).html.includes('bgcolor="#00ff00"'))
})
