import fc from 'fast-check'
import { hostileValue } from './values.ts'

/** A JSON value with one thing wrong with it: a part replaced, left out, wrapped, or something added. */
export const mutated = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .record({
      at: fc.nat(),
      how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'wrap', 'add'),
      with: hostileValue,
    })
    .map(({ at, how, with: other }) => {
      const copy = structuredClone({ value })
      const places = placesIn(copy)
      const place = places[at % places.length]
      if (!place) return other
      const { holder, key } = place
      if (how === 'replace') holder[key] = other
      if (how === 'remove') delete holder[key]
      if (how === 'wrap') holder[key] = [holder[key]]
      if (how === 'add') holder[`${key}x`] = other
      return copy.value
    })

interface Part {
  holder: Record<string, unknown>
  key: string
}

function placesIn(value: unknown): Part[] {
  if (value === null || typeof value !== 'object') return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])])
}

/** Bytes in place of a JSON body: cut short, doubled, of another encoding, too much of it. */
export const brokenBytes = (value: unknown): fc.Arbitrary<Buffer> => {
  const whole = JSON.stringify(value ?? {})
  return fc.oneof(
    fc.nat({ max: whole.length }).map((length) => Buffer.from(whole.slice(0, length))),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(
      Buffer.from(`${whole}${whole}`),
      Buffer.from(`\ufeff${whole}`),
      Buffer.from(whole, 'utf16le'),
      Buffer.from(whole.replace('{', '{"__proto__":{"admin":true},')),
      Buffer.from(whole.replace('{', '{"name":"a","name":"b","email":1,')),
      Buffer.from(whole.replaceAll('"', "'")),
      Buffer.concat([Buffer.from(whole.slice(0, -1)), Buffer.from([0xc3, 0x28, 0xff, 0x7d])]),
      Buffer.from('['.repeat(20_000)),
      Buffer.from(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`),
      Buffer.from(`"${'x'.repeat(300_000)}"`),
      Buffer.from('1e999'),
      Buffer.from('null'),
      Buffer.from('{"a":\\u0000}'),
      Buffer.from(''),
    ),
  )
}

/** Headers as somebody might make them up. */
export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.constantFrom<Record<string, string>>(
  { 'accept-language': 'x'.repeat(3000) },
  { 'accept-language': 'de;q=nine, *;q=-1,,;,en-;q=1e9' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'multipart/form-data; boundary=' },
  { 'content-type': 'x' },
  { 'content-type': 'application/problem+json' },
  { 'idempotency-key': 'short' },
  { 'idempotency-key': 'k'.repeat(500) },
  { 'idempotency-key': 'the same key' },
  { 'order-secret': '../'.repeat(20) },
  { 'order-secret': 'AAAAAAAAAAAAAAAAAAAAAA' },
  { cookie: 'conflux.session_token=; conflux.browser=a.b.c; conflux.orders=....; lang=%; theme=%00' },
  { cookie: `conflux.session_token=${'a'.repeat(4000)}.b` },
  { cookie: 'conflux.session_token=a%00b.c%2Bd%3D; lang=constructor' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer a.b.c' },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.' },
  { authorization: 'Basic YTpi' },
  { origin: 'null', cookie: 'a=b' },
  { origin: 'not an origin', cookie: 'a=b' },
  { 'x-forwarded-for': "1.2.3.4, '; drop table users; --" },
  { 'user-agent': '' },
  { 'user-agent': 'u'.repeat(5000) },
)
