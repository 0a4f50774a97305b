import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ChannelName, type Kind, kindOf, kinds, topicNames, topicOf, ways } from '../kinds.ts'
import { type Choice, canUnsubscribe, choose, type Known } from './choose.ts'

const now = new Date('2026-06-10T21:00:00Z')
const morning = new Date('2026-06-11T05:00:00Z')
const everybody: Known = {
  hasAccount: true,
  choices: [],
  consents: false,
  reachable: ['email', 'push', 'sms'],
  suppressed: [],
  quiet: null,
  timeZone: 'Europe/Berlin',
}
const quiet = { starts: '22:00', ends: '07:00' }
const said = (channel: Choice['channel'], allowed: boolean): Choice => ({ topic: 'reminders', channel, allowed })

/** Where a message goes: `app` for the list, and each channel, with a star where it waits. */
function went(kind: Kind, known: Partial<Known>, until?: Date): string {
  const { inApp, channels } = choose(kind, { ...everybody, ...known }, { now, until })
  return [...(inApp ? ['app'] : []), ...channels.map(({ name, notBefore }) => (notBefore ? `${name}*` : name))].join(
    ' ',
  )
}

const cases: [string, Kind, Partial<Known>, string, Date?][] = [
  ['what is usual goes where nothing was said', 'event_reminder', {}, 'app email push'],
  ['what was switched off does not', 'event_reminder', { choices: [said('email', false)] }, 'app push'],
  ['what was switched on does', 'event_reminder', { choices: [said('sms', true)] }, 'app email push sms'],
  ['the list in the app is a choice, too', 'event_reminder', { choices: [said('in_app', false)] }, 'email push'],
  ['nobody is told by what does not reach them', 'event_reminder', { reachable: ['email'] }, 'app email'],
  ['guests have no list', 'event_reminder', { hasAccount: false, reachable: ['email'] }, 'email'],
  ['tickets go whatever was said', 'tickets', { choices: [{ ...said('email', false), topic: 'orders' }] }, 'app email'],
  ['what proves an address goes there alone', 'reset_password', { choices: [said('push', true)] }, 'email'],
  ['what is for the list alone goes nowhere else', 'event_reported', {}, 'app'],
  ['no mail to an address that takes none, but every other way', 'tickets', { suppressed: ['email'] }, 'app push sms'],
  [
    'unless it was switched off',
    'event_reminder',
    { suppressed: ['email'], choices: [said('sms', false)] },
    'app push',
  ],
  [
    'a number that takes nothing',
    'event_reminder',
    { suppressed: ['sms'], choices: [said('sms', true)] },
    'app email push',
  ],
  ['what can wait waits for the morning', 'event_reminder', { quiet }, 'app email* push*'],
  ['what cannot does not', 'tickets', { quiet }, 'app email'],
  ['what would come too late goes at once, without noise', 'event_reminder', { quiet }, 'app email', morning],
  ['what would not be too late waits', 'event_reminder', { quiet }, 'app email* push*', new Date(+morning + 1)],
]

for (const [name, kind, known, expected, until] of cases)
  test(`where messages go: ${name}`, () => {
    assert.equal(went(kind, known, until), expected)
  })

test('where messages go: never to what was switched off or is closed, and always where nobody can switch it off', () => {
  const channel = fc.constantFrom<ChannelName>('email', 'push', 'sms')
  const known = fc.record({
    hasAccount: fc.boolean(),
    consents: fc.boolean(),
    reachable: fc.uniqueArray(channel),
    suppressed: fc.uniqueArray(channel),
    choices: fc.array(
      fc.record({ topic: fc.constantFrom(...topicNames), channel: fc.constantFrom(...ways), allowed: fc.boolean() }),
    ),
    quiet: fc.constantFrom(null, quiet),
    timeZone: fc.constant('Europe/Berlin'),
  })
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(kinds) as Kind[])), known, (kind, person) => {
      const { channels, inApp } = choose(kind, person, { now })
      const { always } = topicOf(kindOf(kind).topic)
      for (const { name } of channels) {
        assert.ok(person.reachable.includes(name) && !person.suppressed.includes(name))
        const choice = person.choices.find((one) => one.channel === name)
        const must = always.includes(name) || kindOf(kind).mailOnly === true
        assert.ok(must || choice?.allowed !== false, `${kind} by ${name}`)
      }
      assert.ok(!inApp || person.hasAccount)
      const mustMail = always.includes('email') && kindOf(kind).appOnly !== true
      if (mustMail && person.reachable.includes('email') && !person.suppressed.includes('email'))
        assert.ok(channels.some(({ name, notBefore }) => name === 'email' && notBefore === null))
      assert.equal(new Set(channels.map(({ name }) => name)).size, channels.length)
    }),
  )
})

test('a topic that needs consent goes to nobody without it', () => {
  const { always, usual, consent } = topicOf('offers')
  assert.deepEqual([always, consent], [[], true])
  assert.ok(usual.length > 0)
})

test('mails that can be switched off have a link that does it, and no others', () => {
  assert.deepEqual(
    [canUnsubscribe('event_reminder'), canUnsubscribe('tickets'), canUnsubscribe('reset_password')],
    [true, false, false],
  )
})
