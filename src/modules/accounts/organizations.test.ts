import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { testApp } from '../../../test/harness.ts'
import { cast, person } from '../../../test/people.ts'
import { changeOrganization, personalOrganization } from './organizations.ts'
import { slugPattern, slugPreview } from './teams/organization-slugs.ts'

const app = await testApp()
const { db, browser } = app
const { owner, manager, editor, doorkeeper, stranger, administrator, own } = await cast(app)
const timeZone = 'Europe/Lisbon'

const create = (who: typeof owner, body: object) =>
  who.api['POST /api/organizations']({ body: body as { name: string; timeZone: string } })

test('who makes an organization owns it, under an address made of its name', async () => {
  const { api } = owner
  const first = await create(owner, { name: 'Élan Vital', timeZone })
  assert.deepEqual(
    { ...first, id: '' },
    { id: '', slug: 'elan-vital', name: 'Élan Vital', summary: '', website: '', timeZone },
  )
  assert.equal((await create(stranger, { name: 'Elan vital', timeZone })).slug, 'elan-vital-2')
  assert.match((await create(owner, { name: '東京', timeZone })).slug, /^organizer/)
  const mine = (await api['GET /api/me']())?.organizations.find(({ id }) => id === first.id)
  assert.equal(mine?.role, 'owner')
})

test('an address that was asked for is had or refused, never another one', async () => {
  assert.equal((await create(owner, { name: 'A', slug: 'asked-for', timeZone })).slug, 'asked-for')
  await assert.rejects(create(stranger, { name: 'B', slug: 'asked-for', timeZone }), {
    code: 'slug_taken',
    status: 409,
    fields: { slug: 'The address “asked-for” is taken. Choose another.' },
  })
  await assert.rejects(create(owner, { name: 'C', slug: 'new', timeZone }), { code: 'slug_taken' })
  for (const slug of ['A b', '-a', 'a--b', 'a', 'ü', 'a/b', 'x'.repeat(61)])
    await assert.rejects(create(owner, { name: 'D', slug, timeZone }), { code: 'invalid', status: 400 })
  await assert.rejects(create(owner, { name: 'E', timeZone: 'Mars/Olympus' }), { code: 'unknown_time_zone' })
  await assert.rejects(create(owner, { name: '', timeZone }), { code: 'invalid' })
  await assert.rejects(browser().api['POST /api/organizations']({ body: { name: 'F', timeZone } }), {
    code: 'sign_in_required',
    status: 401,
  })
  const rows = await db
    .selectFrom('organization')
    .select('name')
    .where('name', 'in', ['B', 'C', 'D', 'E', 'F'])
    .execute()
  assert.deepEqual(rows, [])
})

test('twenty organizations of one name at once get twenty addresses', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => create(owner, { name: 'Rush', timeZone })))
  assert.equal(new Set(made.map(({ slug }) => slug)).size, 20)
})

test('the address is shown before it is taken', async () => {
  const preview = (query: object) => owner.api['GET /api/organization-slugs']({ query })
  assert.deepEqual(await preview({ name: 'Night Ferry' }), { slug: 'night-ferry', free: true })
  await create(owner, { name: 'Night Ferry', timeZone })
  assert.deepEqual(await preview({ name: 'Night Ferry' }), { slug: 'night-ferry-2', free: true })
  assert.deepEqual(await preview({ slug: 'night-ferry' }), { slug: 'night-ferry', free: false })
  assert.deepEqual(await preview({ slug: 'new' }), { slug: 'new', free: false })
  await assert.rejects(preview({ slug: 'No' }), { code: 'invalid' })
  await assert.rejects(browser().api['GET /api/organization-slugs']({}), { code: 'sign_in_required' })
})

test('every name leads to a good address', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 120 }), async (name) => {
      const { slug, free } = await slugPreview(db, { name })
      assert.match(slug, new RegExp(slugPattern))
      assert.ok(free)
    }),
  )
})

test('members read an organization, its owner and managers change it', async () => {
  const params = { organizationId: own.id }
  const read = (who: typeof owner) => who.api['GET /api/organizations/:organizationId']({ params })
  const change = (who: typeof owner, body: object) =>
    who.api['PATCH /api/organizations/:organizationId']({ params, body })
  for (const member of [owner, manager, editor, doorkeeper]) assert.equal((await read(member)).id, own.id)
  for (const other of [stranger, administrator]) await assert.rejects(read(other), { code: 'not_found', status: 404 })
  await assert.rejects(browser().api['GET /api/organizations/:organizationId']({ params }), {
    code: 'sign_in_required',
  })

  const changed = await change(manager, {
    name: 'Tidal',
    slug: 'tidal',
    summary: 'Sea and\nsound',
    website: 'https://tidal.example/about',
    timeZone: 'Asia/Kolkata',
  })
  assert.deepEqual(changed, {
    id: own.id,
    slug: 'tidal',
    name: 'Tidal',
    summary: 'Sea and\nsound',
    website: 'https://tidal.example/about',
    timeZone: 'Asia/Kolkata',
  })
  assert.deepEqual(await change(owner, {}), changed)
  await assert.rejects(change(editor, { name: 'x' }), { code: 'not_allowed', status: 403 })
  await assert.rejects(change(stranger, { name: 'x' }), { code: 'not_found' })
  const { slug } = await create(stranger, { name: 'Taken already', timeZone })
  await assert.rejects(change(owner, { slug, name: 'x' }), { code: 'slug_taken', status: 409 })
  await assert.rejects(change(owner, { slug: 'new' }), { code: 'slug_taken' })
  await assert.rejects(change(owner, { timeZone: 'x' }), { code: 'unknown_time_zone' })
  await assert.rejects(change(owner, { personal: true }), { code: 'invalid' })
  for (const website of ['javascript:alert(1)', 'tidal.example', 'https://tidal.example/ x'])
    await assert.rejects(change(owner, { website }), { code: 'invalid' })
  assert.deepEqual(await read(owner), changed)
})

test('an earlier address leads to the new one, is nobody else’s, and may be had again', async () => {
  const { id: organizationId } = await create(owner, { name: 'Wanderers', timeZone })
  const moveTo = (slug: string) =>
    owner.api['PATCH /api/organizations/:organizationId']({ params: { organizationId }, body: { slug } })
  const page = async (slug: string) => {
    const { id, movedTo } = await browser().api['GET /api/organizers/:slug']({ params: { slug } })
    return [id, movedTo]
  }
  await moveTo('wanderers-abroad')
  await moveTo('wanderers-afar')
  assert.deepEqual(await page('wanderers'), [organizationId, 'wanderers-afar'])
  assert.deepEqual(await page('wanderers-abroad'), [organizationId, 'wanderers-afar'])
  assert.deepEqual(await page('wanderers-afar'), [organizationId, null])
  await assert.rejects(create(stranger, { name: 'W', slug: 'wanderers', timeZone }), { code: 'slug_taken' })
  assert.equal((await create(stranger, { name: 'Wanderers', timeZone })).slug, 'wanderers-2')
  const preview = await stranger.api['GET /api/organization-slugs']({ query: { slug: 'wanderers-abroad' } })
  assert.equal(preview.free, false)
  assert.equal((await moveTo('wanderers')).slug, 'wanderers')
  assert.deepEqual(await page('wanderers-afar'), [organizationId, 'wanderers'])
})

test('of several that want one address at once, one gets it, and the others keep all they had', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, index) => create(owner, { name: `Runner ${index}`, timeZone })),
  )
  const many = app.connect(8)
  const tried = await Promise.allSettled(
    made.map(({ id }) => changeOrganization(many.db, id, { slug: 'the-track', name: 'Winner' })),
  )
  const lost = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
  assert.deepEqual(
    lost,
    Array.from({ length: 7 }, () => 'slug_taken'),
  )
  const ids = made.map(({ id }) => id)
  const rows = await db.selectFrom('organization').select(['name', 'slug']).where('id', 'in', ids).execute()
  assert.deepEqual(
    rows.filter(({ name, slug }) => name === 'Winner' || slug === 'the-track'),
    [{ name: 'Winner', slug: 'the-track' }],
  )
})

test('an organization that is moved twice at once is at one of both addresses, and the other leads there', async () => {
  const many = app.connect(8)
  for (let round = 1; round <= 5; round++) {
    const { id } = await create(owner, { name: `Nomads ${round}`, timeZone })
    const slugs = Array.from({ length: 8 }, (_, index) => `nomads-${round}-${index}`)
    const moved = await Promise.all(slugs.map((slug) => changeOrganization(many.db, id, { slug })))
    assert.deepEqual(moved.map(({ slug }) => slug).sort(), slugs)
    const now = await db.selectFrom('organization').select('slug').where('id', '=', id).executeTakeFirstOrThrow()
    for (const slug of slugs) {
      const page = await browser().api['GET /api/organizers/:slug']({ params: { slug } })
      assert.deepEqual([page.id, page.movedTo], [id, slug === now.slug ? null : now.slug])
    }
  }
})

test('a slug in use is one that is noted for its organization', async () => {
  const { id } = await create(owner, { name: 'Keepers', timeZone })
  const astray = db.updateTable('organization').set({ slug: 'not-noted' }).where('id', '=', id).execute()
  await assert.rejects(astray, { constraint: 'organization_slug_is_its_own' })
})

test('a person has one organization of their own, however often it is asked for at once', async () => {
  const ana = await person(app, { name: 'Ana Reis' })
  const many = app.connect(10)
  const made = await Promise.all(Array.from({ length: 10 }, () => personalOrganization(many.db, ana.userId)))
  assert.equal(new Set(made.map(({ id }) => id)).size, 1)
  assert.equal(made[0]?.name, 'Ana Reis')
  const memberships = await db.selectFrom('membership').select('role').where('user_id', '=', ana.userId).execute()
  assert.deepEqual(memberships, [{ role: 'owner' }])
})
