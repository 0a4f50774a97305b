import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLanguage } from '../../lang/languages.ts'
import { cookieNames } from './read-request.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

/**
 * Takes the form `POST /preferences` with `lang` and/or `theme` and goes back to `next`, a path of this site. A theme of
 * `system` forgets the choice. What it does not know it ignores. The server must parse forms to buffers.
 */
export function acceptPreferences(server: FastifyInstance): void {
  server.post('/preferences', { bodyLimit: 4096 }, (request, reply) => {
    const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString() : '')
    const cookies = preferenceCookies(form, request)
    if (cookies.length > 0) reply.header('set-cookie', cookies)
    return reply.header('cache-control', 'no-store').redirect(localPath(form.get('next')), 303)
  })
}

/** A path of this site, or `/` for anything that could lead elsewhere. */
export function localPath(next: string | null): string {
  return next && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/'
}

function preferenceCookies(form: URLSearchParams, { protocol }: FastifyRequest): string[] {
  const attributes = `Path=/; SameSite=Lax${protocol === 'https' ? '; Secure' : ''}`
  const cookie = (name: string, value: string, seconds: number) => `${name}=${value}; Max-Age=${seconds}; ${attributes}`
  const language = form.get('lang')
  const theme = form.get('theme')
  return [
    ...(isLanguage(language) ? [cookie(cookieNames.language, language, YEAR_SECONDS)] : []),
    ...(theme === 'light' || theme === 'dark' ? [cookie(cookieNames.theme, theme, YEAR_SECONDS)] : []),
    ...(theme === 'system' ? [cookie(cookieNames.theme, '', 0)] : []),
  ]
}
