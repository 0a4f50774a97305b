import { Type as T, type TEnum, type TProperties, type TSchema } from 'typebox'

/** Schemas that many endpoints share. */

/** An object that refuses unknown fields; the form of every body of the main API. */
export const Form = <P extends TProperties>(properties: P) => T.Object(properties, { additionalProperties: false })

/** UUIDv7 (RFC 9562) as text. The format of the schema also takes URNs, which the database does not. */
export const Id = T.String({ format: 'uuid', maxLength: 36 })

/** An instant, ISO 8601 with offset; replies are in UTC. */
export const Instant = T.String({ format: 'date-time' })

/** A local date and time without offset, meant in the time zone beside it: `2026-11-28T14:00`. */
export const LocalTime = T.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?$' })

/** An amount in minor units of its currency (ISO 4217): cents for EUR, yen for JPY. */
export const Amount = T.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** ISO 4217 code. */
export const Currency = T.String({ pattern: '^[A-Z]{3}$' })

/** An email address, at most as long as SMTP carries one (RFC 5321 §4.5.3.1). */
export const Email = T.String({ format: 'email', maxLength: 254 })

/** One line of text that is not blank. No halves of surrogate pairs: jsonb takes no such text. */
export const Line = (maxLength: number) =>
  T.String({ minLength: 1, maxLength, pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]+$' })

/** Text of several lines; may be empty. */
export const Text = (maxLength: number) => T.String({ maxLength, pattern: '^[^\\u0000\\ud800-\\udfff]*$' })

/** IANA time zone name. */
export const TimeZone = T.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_+/-]+$' })

/** A value, or null where there is none. */
export const Nullable = <S extends TSchema>(schema: S) => T.Union([schema, T.Null()])

/** One of these words. */
export const OneOf = <V extends string[]>(...values: V): TEnum<V> => T.Enum<V>([...values])

/** A page of a list, with the opaque `cursor` of the next one, or null at the end. */
export const Page = <S extends TSchema>(item: S) => T.Object({ items: T.Array(item), next: Nullable(T.String()) })

/** Where a list goes on: `next` of the page before. */
export const Cursor = T.Optional(T.String({ maxLength: 400 }))

/** What a handler returns for `Page`. */
export type PageOf<Item> = { items: Item[]; next: string | null }
