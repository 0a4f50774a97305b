import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import sharp from 'sharp'
import { paletteOf } from '../lib/look/palette.ts'
import { serveCoverPngs } from './cover-png.ts'

const server = fastify()
serveCoverPngs(server)

test('a cover as PNG has the size of a preview and the ground of its palette', async () => {
  const reply = await server.inject('/covers/music/loose-wires/1200x630.png')
  assert.equal(reply.statusCode, 200)
  assert.equal(reply.headers['content-type'], 'image/png')
  assert.match(String(reply.headers['cache-control']), /immutable/)
  const { data, info } = await sharp(reply.rawPayload).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  assert.deepEqual([info.width, info.height], [1200, 630])
  const colours = new Map<string, number>()
  for (let at = 0; at < data.length; at += 3 * 101) {
    const colour = `#${data.subarray(at, at + 3).toString('hex')}`
    colours.set(colour, (colours.get(colour) ?? 0) + 1)
  }
  assert.ok((colours.get(paletteOf('loose-wires', 'music').ground) ?? 0) > 500)
})

test('asked for at once and again, it is the same', async () => {
  const ask = () => server.inject('/covers/film/organ/1200x630.png')
  const [one, other] = await Promise.all([ask(), ask()])
  const third = await ask()
  assert.deepEqual(one.rawPayload, other.rawPayload)
  assert.deepEqual(one.rawPayload, third.rawPayload)
})

test('other sizes, kinds and long seeds are not found', async () => {
  const paths = ['music/x/1200x631.png', 'boats/x/1200x630.png', `music/${'x'.repeat(81)}/1200x630.png`]
  for (const path of paths) assert.equal((await server.inject(`/covers/${path}`)).statusCode, 404, path)
})

test('a crowd that asks for many others is told to come back', async () => {
  const asked = Array.from({ length: 60 }, (_, index) => server.inject(`/covers/art/crowd-${index}/1200x630.png`))
  const statuses = (await Promise.all(asked)).map((reply) => reply.statusCode)
  assert.equal(statuses.filter((status) => status === 200).length, 50)
  assert.equal(statuses.filter((status) => status === 503).length, 10)
  assert.equal((await server.inject('/covers/art/crowd-59/1200x630.png')).statusCode, 200)
})
