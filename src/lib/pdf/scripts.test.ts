import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPdf } from '../../../test/pdf.ts'
import { pdfFile } from './file.ts'
import { fontsFor } from './fonts.ts'
import { visualRuns } from './order.ts'
import type { TextStyle } from './typeset.ts'
import { areWhole, brokenInto, wordsOf } from './words.ts'

const names = [
  'Łukasz Gülşen Nguyễn',
  'Мария Ελένη',
  'प्रिया शर्मा',
  '山田太郎とさくら',
  '王小明，北京大学',
  '陳大文 龍門',
  '김민수 서울',
  'יוסי כהן (תל אביב)',
  'محمد علي حسن، القاهرة ١٢٣',
  'สมชาย ใจดีมาก',
]
const styles: TextStyle[] = [
  { weight: 'loud', size: 20, tracking: -0.5 },
  { weight: 'text', size: 10 },
]
const drawn = (lines: readonly string[]) =>
  pdfFile({ size: [400, 800], language: 'en', title: 'Names', texts: lines.join('\n') }, (doc, set) => {
    doc.addPage()
    for (const [index, line] of lines.entries())
      for (const [at, style] of styles.entries()) set.draw(line, style, 20, 40 + index * 60 + at * 20)
  })

test('names in every script are set with glyphs of their own, in both weights, and can be copied out', async () => {
  for (const name of names) {
    const { characters, missing } = readPdf(await drawn([name]))
    assert.equal(missing, 0, name)
    for (const character of name.replaceAll(/[\s\p{M}]/gu, ''))
      assert.ok(
        characters.has(character) || [...characters].some((one) => one.normalize('NFKC') === character),
        `${character} of ${name}`,
      )
  }
  assert.equal(readPdf(await drawn(['𓀀'])).missing, 2, 'what no font has is a box')
})

test('the two weights of a font are two fonts', async () => {
  const name = 'ณัฐพล'
  const widths: number[] = []
  await pdfFile({ size: [400, 400], language: 'en', title: 'Weights', texts: name }, (doc, set) => {
    doc.addPage()
    for (const weight of ['text', 'loud'] as const) widths.push(set.widthOf(name, { weight, size: 20 }))
  })
  assert.ok(Number(widths[1]) > Number(widths[0]), widths.join(' '))
})

test('text is cut into runs of one font each, and nothing is lost', async () => {
  const cases: [string, string[]][] = [
    ['Marta Quintela', ['latin']],
    ['Łukasz', ['latin-ext', 'latin']],
    ['Мария', ['cyrillic']],
    ['Ελένη', ['greek']],
    ['प्रिया Rao', ['devanagari', 'latin']],
    ['क्‍ष', ['devanagari']],
    ['סיגל', ['noto-sans-hebrew-hebrew']],
    ['𓀀', ['latin']],
  ]
  for (const [text, faces] of cases)
    assert.deepEqual(
      (await fontsFor(text)).runsOf(text).map(({ face }) => face),
      faces,
      text,
    )
  const families = async (text: string) =>
    new Set((await fontsFor(text)).runsOf(text).map(({ face }) => face.replace(/-[^-]+$/, '')))
  assert.deepEqual(await families('山さくら'), new Set(['noto-sans-jp']))
  assert.deepEqual(await families('山'), new Set(['noto-sans-sc']))
  const { runsOf } = await fontsFor('')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) =>
      assert.equal(
        runsOf(text)
          .map((run) => run.text)
          .join(''),
        text.normalize('NFC'),
      ),
    ),
  )
})

test('lines are read from where their letters are, and what runs the other way within them is turned', async () => {
  const fonts = await fontsFor('')
  const cases: [string, string[]][] = [
    ['Marta Quintela', ['Marta Quintela']],
    ['Marta محمد Quintela', ['Marta ', 'محمد', ' Quintela']],
    ['שלום עולם', ['עולם', ' ', 'שלום']],
    ['אורחים (3)', ['(', '3', ') ', 'אורחים']],
    ['غرفة ١٢', ['١', '٢', ' ', 'غرفة']],
    ['Table 4, שולחן', ['Table 4, ', 'שולחן']],
  ]
  for (const [line, expected] of cases)
    assert.deepEqual(
      visualRuns(line, fonts).map(({ text }) => text),
      expected,
      line,
    )
})

test('whatever a line is made of, all of it is set once', async () => {
  const fonts = await fontsFor('')
  const sorted = (text: string) => [...text.replaceAll(/[()<>[\]{}«»]/g, '|')].sort().join('')
  const sign = fc.constantFrom(...'aB1 ,(א)ש«م»ع٣山かข\u200f')
  fc.assert(
    fc.property(fc.string({ unit: sign }), (line) => {
      const set = visualRuns(line, fonts)
        .map(({ text }) => text)
        .join('')
      assert.equal(sorted(set), sorted(line.normalize('NFC')))
    }),
  )
})

test('lines break between words, in scripts without blanks too, and signs stay with their word', () => {
  const ofTen = (part: string) => [...part].length <= 10
  for (const line of brokenInto('東京の古い映画館で夜明けまで眠らない人のための上映会、第二回', ofTen)) {
    assert.ok(ofTen(line))
    assert.doesNotMatch(line, /^[、。]/)
  }
  assert.ok(wordsOf('ผู้ที่ไม่หลับจนถึงรุ่งเช้า').length > 3)
  assert.deepEqual(brokenInto('Das Kino, das nachts', ofTen), ['Das Kino,', 'das nachts'])
  assert.ok(areWhole(['Das Kino,', 'das nachts'], 'Das Kino, das nachts'))
  assert.ok(!areWhole(['Nachtvorst', 'ellung'], 'Nachtvorstellung'))
})
