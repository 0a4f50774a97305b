import { Type as T } from 'typebox'
import type { Endpoint } from '../../http/contract.ts'
import { Form, Line, Nullable, OneOf } from '../../http/shapes.ts'
import { CATEGORIES } from '../../lib/look/name.ts'
import { genders } from './profile/about.ts'

const About = {
  /** E.164 in replies; people may write it with spaces. */
  phone: Nullable(Line(40)),
  city: Nullable(Line(80)),
  /** ISO 3166-1 alpha-2. */
  country: Nullable(T.String({ pattern: '^[A-Z]{2}$' })),
  birthYear: Nullable(T.Integer({ minimum: 0, maximum: 9999 })),
  gender: Nullable(OneOf(...genders)),
  interests: T.Array(OneOf(...CATEGORIES), { maxItems: CATEGORIES.length }),
}

/** What people tell of themselves. For them alone: nobody who acts as them reads or changes it. */
export const profileApi = {
  'GET /api/me/profile': {
    summary: 'What I told of myself. Year of birth and gender are given to nobody else',
    access: 'signed-in',
    inPerson: true,
    reply: T.Object(About),
  },
  'PATCH /api/me/profile': {
    summary: 'Change what I tell of myself; null takes it back',
    access: 'signed-in',
    inPerson: true,
    body: T.Partial(Form(About), { additionalProperties: false }),
    reply: T.Object(About),
  },
  'PUT /api/me/photo': {
    summary: 'Use an image as my photo: the square in its middle, without its metadata',
    access: 'signed-in',
    inPerson: true,
    body: { file: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'], maximumBytes: 10 * 1024 * 1024 },
  },
  'DELETE /api/me/photo': { summary: 'Take my photo away', access: 'signed-in', inPerson: true },
  'GET /photos/:key/:file': {
    summary: 'Somebody’s photo, 96 or 320 pixels wide',
    access: 'signed-in',
    reply: { file: ['image/webp'] },
  },
} as const satisfies Record<string, Endpoint>
