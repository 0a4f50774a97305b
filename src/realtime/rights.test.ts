import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callRequest } from '../../test/call-request.ts'
import { refuse } from '../errors.ts'
import type { Caller } from '../http/request.ts'
import { type Member, rightsIn } from './rights.ts'
import type { Rooms } from './rooms.ts'

const draft = 'event:01900000-0000-7000-8000-000000000000'
const rooms: Rooms = {
  event: {
    access: 'public',
    admit: async (_id, caller) => {
      if (!caller?.administrator) refuse('not_found')
    },
    look: async () => null,
    pace: { gather: 0 },
  },
}
const someone: Caller = {
  userId: 'ada',
  sessionId: 'one',
  email: 'ada@example.org',
  name: 'Ada Quist',
  emailVerified: true,
  administrator: true,
  confirmed: false,
  impersonatorId: null,
  key: null,
}
/** Somebody in the room of a draft, and what becomes of them: their bearer says what looking them up gives. */
function member(bearer: string) {
  const became: string[] = []
  const one: Member = {
    data: { caller: someone, request: callRequest({ bearer }) },
    rooms: [draft],
    close: () => void became.push('closed'),
    expel: () => void became.push('expelled'),
  }
  return { one, became }
}
const { recheck } = rightsIn(rooms, {
  async identify({ bearer }) {
    if (bearer === 'revoked') refuse('api_key_refused')
    if (bearer === 'broken') throw new Error('the database is away')
    if (bearer === 'over') return null
    return { ...someone, userId: bearer === 'merged' ? 'jun' : 'ada', administrator: bearer !== 'demoted' }
  },
  authorize: async () => {},
})

test('whose session or key is over is out, and who may see less loses their rooms', async () => {
  const cases = { good: [], revoked: ['closed'], over: ['closed'], merged: ['closed'], demoted: ['expelled'] }
  for (const [bearer, outcome] of Object.entries(cases)) {
    const { one, became } = member(bearer)
    await recheck([one])
    assert.deepEqual(became, outcome, bearer)
  }
})

test('one who cannot be looked up stays, holds up nobody else, and is reported', async () => {
  const [broken, last] = [member('broken'), member('over')]
  const others = Array.from({ length: 250 }, () => member('good').one)
  await assert.rejects(recheck([broken.one, ...others, last.one]), /the database is away/)
  assert.deepEqual([broken.became, last.became], [[], ['closed']])
})
