import type { RoomStates } from '../../src/rooms.ts'

/** A message as it is told right away. */
export type Told = NonNullable<RoomStates['person']['newest']>

/** Milliseconds after which something has not just happened any more: a device that wakes up tells no old news. */
const fresh = 60_000

/** Whether a person is told of their newest message wherever they are; `known` is the one before, undefined on a page that has just opened. */
export const isToasted = (
  { id, topic, readAt, createdAt }: Pick<Told, 'id' | 'topic' | 'readAt' | 'createdAt'>,
  known: string | null | undefined,
  now: number,
): boolean =>
  known !== undefined && id !== known && readAt === null && topic !== 'offers' && now - Date.parse(createdAt) < fresh
