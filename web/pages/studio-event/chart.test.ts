import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { layOut } from './chart.ts'

const scales: [most: number, values: number[]][] = [
  [0, [0, 1]],
  [1, [0, 1]],
  [4, [0, 1, 2, 3, 4]],
  [5, [0, 2, 4, 6]],
  [58, [0, 20, 40, 60]],
  [100, [0, 50, 100]],
  [1234, [0, 500, 1000, 1500]],
]

for (const [most, values] of scales)
  test(`a chart up to ${most} has lines at ${values}`, () => {
    const { lines } = layOut([
      { date: 'a', sold: 0 },
      { date: 'b', sold: most },
    ])
    assert.deepEqual(
      lines.map(({ value }) => value),
      values,
    )
  })

test('bars stay inside the drawing and are as high as they count', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 60 }), (counts) => {
      const { bars, width, foot, left, lines } = layOut(counts.map((sold, index) => ({ date: String(index), sold })))
      assert.ok(lines.length >= 2 && lines.length <= 6)
      for (const bar of bars) {
        assert.ok(bar.x >= left && bar.x + bar.width <= width + 0.2)
        assert.ok(Math.abs(bar.y + bar.height - foot) < 0.2 && bar.y >= 29)
      }
      const most = bars.find(({ sold }) => sold === Math.max(...counts))
      assert.ok(bars.every(({ height }) => height <= (most?.height ?? 0)))
    }),
  )
})
