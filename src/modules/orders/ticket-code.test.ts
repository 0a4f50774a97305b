import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../../db/id.ts'
import { newTicketCode, readTicketCode, spacedCode, ticketKey, ticketPublicKey } from './ticket-code.ts'

const secret = 'a secret of no consequence'
const [key, publicKey] = [ticketKey(secret), ticketPublicKey(secret)]
const eventId = newId()

test('a code is 130 letters and digits a QR code holds compactly, its first twelve are for typing', () => {
  const { code, shortCode, version } = newTicketCode(key, eventId)
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{130}$/)
  assert.equal(shortCode, code.slice(0, 12))
  assert.equal(version, 1)
  assert.equal(spacedCode('7Q4M92KDLW26'), '7Q4M 92KD LW26')
})

test('a code is read with the public key alone, however it is typed', () => {
  const ticket = newTicketCode(key, eventId, 3)
  assert.deepEqual(readTicketCode(ticket.code, publicKey, eventId), ticket)
  const typed = ` ${ticket.code.toLowerCase().replace(/(.{10})/g, '$1-')} `
  assert.deepEqual(readTicketCode(typed, publicKey, eventId), ticket)
})

test('a code of another event, another installation, or with anything changed is not read', () => {
  const { code } = newTicketCode(key, eventId)
  assert.equal(readTicketCode(code, publicKey, newId()), null)
  assert.equal(readTicketCode(code, ticketPublicKey('another secret'), eventId), null)
  fc.assert(
    fc.property(fc.nat(129), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (at, digit) => {
      fc.pre(code[at] !== digit)
      assert.equal(readTicketCode(code.slice(0, at) + digit + code.slice(at + 1), publicKey, eventId), null)
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => assert.equal(readTicketCode(text, publicKey, eventId), null)))
})

test('no two codes are the same, and a restart signs with the same key', () => {
  const codes = new Set(Array.from({ length: 500 }, () => newTicketCode(key, eventId).shortCode))
  assert.equal(codes.size, 500)
  assert.ok(readTicketCode(newTicketCode(ticketKey(secret), eventId).code, publicKey, eventId))
})
