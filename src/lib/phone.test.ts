import assert from 'node:assert/strict'
import { test } from 'node:test'
import { phoneOf } from './phone.ts'

const numbers: [text: string, number: string | null][] = [
  ['+351 21 123 45 67', '+351211234567'],
  ['0049 (30) 123-456', '+4930123456'],
  ['+49 (0)30 123456', '+4930123456'],
  ['+1/415.555.2671', '+14155552671'],
  [' +91 98765 43210 ', '+919876543210'],
  // Whose country nobody knows.
  ['030 123456', null],
  ['+0 123456789', null],
  ['+49 123', null],
  ['+49 1234567890123456', null],
  ['+49 30 call me', null],
  ['', null],
]

for (const [text, number] of numbers) test(`${text} is ${number}`, () => assert.equal(phoneOf(text), number))
