import type { Config } from '../../config.ts'
import type { Db } from '../../db/connect.ts'
import { refuse } from '../../errors.ts'
import type { CallRequest } from '../../http/request.ts'
import { isLoopback, isLoopbackHost } from '../../lib/loopback.ts'
import { letIn } from './sessions/enter.ts'

/** Demo people have addresses here; nobody can own one (RFC 2606 §2). */
export const demoDomain = '@demo.example'

interface DemoParts {
  db: Db
  config: Pick<Config, 'mode'>
  secret: string
  publicUrl: string
}

/** What a proxy or a tunnel adds: behind one, the address that a request comes from says nothing of who asks. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Refuses `not_found` unless this is a development installation asked, without a proxy between, from the machine it runs on. */
export function refuseUnlessAtHome(config: Pick<Config, 'mode'>, { ip, headers }: CallRequest): void {
  const { host } = headers
  const isForwarded = forwarding.some((name) => headers[name] !== undefined)
  const isHome = !isForwarded && isLoopback(ip) && typeof host === 'string' && isLoopbackHost(host)
  if (config.mode !== 'development' || !isHome) refuse('not_found')
}

/** The people of the demo that one may sign in as with one click, at most five, oldest first. */
export async function demoPeople(
  { db, config }: DemoParts,
  request: CallRequest,
): Promise<{ name: string; email: string }[]> {
  refuseUnlessAtHome(config, request)
  return db
    .selectFrom('users')
    .select(['name', 'email'])
    .where('email', 'like', `%${demoDomain}`)
    .where('banned_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(5)
    .execute()
}

/** Signs in as one of the demo's people without a password. Refuses `not_found` for anybody else, and anywhere else. */
export async function demoSignIn(parts: DemoParts, email: string, request: CallRequest): Promise<void> {
  refuseUnlessAtHome(parts.config, request)
  const person = email.endsWith(demoDomain)
    ? await parts.db.selectFrom('users').select('id').where('email', '=', email).executeTakeFirst()
    : undefined
  if (!person) refuse('not_found')
  await letIn(parts, person.id, request)
}
