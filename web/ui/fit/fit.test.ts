import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { fitClasses } from './classes.ts'
import { fit, LEADINGS, linesIn, sizeAt, WIDTHS, wordWidth } from './fit.ts'
import { fitStylesheet } from './stylesheet.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcdefgilmnorstuWMIÄöéø-’&2'), minLength: 1, maxLength: 14 })
const name = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '))
const ratio = fc.double({ min: 0.4, max: 2, noNaN: true })

test('short names go wide, long words condense', () => {
  assert.equal(fit('Loose Wires', { ratio: 0.55, largest: 34 }).width, 100)
  assert.ok(fit('Loose Wires', { ratio: 1 }).width <= 75)
  assert.equal(fit('Jazz', { ratio: 0.25 }).width, 125)
  assert.equal(fit('Nachbarschaftsversammlung', { ratio: 0.6 }).width, 62)
})

test('every word and every line of a fitted name is inside its box', () => {
  fc.assert(
    fc.property(name, ratio, (text, boxRatio) => {
      const { width, size, leading } = fit(text, { ratio: boxRatio })
      if (size === 0) return
      const room = 100 / sizeAt(size)
      const words = text.split(' ').map((part) => wordWidth(part, width))
      assert.ok(Math.max(...words) <= room)
      assert.ok(linesIn(words, wordWidth(' ', width), room) * LEADINGS[leading] <= boxRatio * room)
    }),
  )
})

test('a taller box never makes a name smaller at the same width', () => {
  fc.assert(
    fc.property(name, ratio, ratio, fc.constantFrom(...WIDTHS), (text, one, other, width) => {
      const low = fit(text, { ratio: Math.min(one, other), widths: [width] })
      const high = fit(text, { ratio: Math.max(one, other), widths: [width] })
      assert.ok(high.size >= low.size)
    }),
  )
})

test('a limit on the size holds', () => {
  fc.assert(
    fc.property(name, (text) => {
      const { size } = fit(text, { ratio: 2, largest: 10.2 })
      assert.ok(sizeAt(size) <= 10.2)
    }),
  )
})

test('marks above capitals and tall scripts get room between lines', () => {
  assert.equal(fit('Élan', { ratio: 1 }).leading, 'loose')
  assert.equal(fit('दिल्ली में संगीत', { ratio: 1 }).leading, 'tall')
  assert.equal(fit('Jazz', { ratio: 1 }).leading, 'tight')
})

test('the stylesheet knows every class a name can get', () => {
  const css = fitStylesheet()
  fc.assert(
    fc.property(fc.string(), ratio, (text, boxRatio) => {
      for (const one of fitClasses(text, { ratio: boxRatio }).split(' ')) assert.ok(css.includes(`.${one}{`), one)
    }),
  )
})
