import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wishOf } from './keywords.ts'

const cases: readonly [text: string, wish: ReturnType<typeof wishOf>][] = [
  ['STOP', 'stop'],
  [' stop. ', 'stop'],
  ['"Stop"', 'stop'],
  ['Stop All', 'stop'],
  ['opt-out', 'stop'],
  ['STOPP!', 'stop'],
  ['बंद', 'stop'],
  ['Start', 'start'],
  ['unstop', 'start'],
  ['HELP', 'help'],
  ['Hilfe', 'help'],
  ['please stop the music at ten', undefined],
  ['helpful', undefined],
  ['', undefined],
]
for (const [text, wish] of cases)
  test(`"${text}" asks for ${wish ?? 'nothing'}`, () => assert.equal(wishOf(text), wish))
