import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { projectRoot, sourceFiles } from '../../../test/source.ts'
import { isKind, isTopic, kinds, topicNames } from './kinds.ts'

test('every kind of message is told somewhere', () => {
  const source = sourceFiles('src')
    .filter(({ path }) => !path.endsWith('.test.ts') && !path.endsWith('/kinds.ts'))
    .map(({ path }) => readFileSync(join(projectRoot, path), 'utf8'))
    .join('\n')
  // Made of what happened, or of the answer.
  const made = ['payment_promised', 'payment_due_soon', 'transfer_accepted', 'transfer_declined']
  const unused = Object.keys(kinds).filter((kind) => !made.includes(kind) && !source.includes(`'${kind}'`))
  assert.deepEqual(unused, [])
})

test('what rows may still name is told apart from kinds and topics there are', () => {
  assert.deepEqual([isKind('tickets'), isKind('toString'), isKind('fax')], [true, false, false])
  assert.deepEqual([topicNames.every(isTopic), isTopic('constructor')], [true, false])
})
