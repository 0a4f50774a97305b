import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSignedByTwilio, twilioSignature } from './twilio-signature.ts'

/** The example of twilio.com/docs/usage/security. */
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const form = new URLSearchParams({
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
})
const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='

test('a request is signed as Twilio says it is', () => {
  assert.equal(twilioSignature('12345', url, form), signature)
  assert.equal(isSignedByTwilio('12345', signature, url, form), true)
})

test('another token, address or form, and no signature at all, are not', () => {
  const other = new URLSearchParams(form)
  other.set('Digits', '1235')
  const more = new URLSearchParams(form)
  more.append('More', '')
  assert.equal(isSignedByTwilio('12346', signature, url, form), false)
  assert.equal(isSignedByTwilio('12345', signature, `${url}&baz=3`, form), false)
  assert.equal(isSignedByTwilio('12345', signature, url, other), false)
  assert.equal(isSignedByTwilio('12345', signature, url, more), false)
  for (const none of [undefined, '', [signature]]) assert.equal(isSignedByTwilio('12345', none, url, form), false)
})

test('the order of a form does not matter, and a value that comes twice counts once', () => {
  const shuffled = new URLSearchParams([...form].reverse())
  shuffled.append('Digits', '1234')
  assert.equal(twilioSignature('12345', url, shuffled), signature)
})
