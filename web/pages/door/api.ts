import { httpClient } from '../../../src/http/client.ts'
import type { WebClient } from '../../host/services.ts'

/** The API over fetch: the scanner calls it between page loads, which only a browser does. */
export const api: WebClient = httpClient('')
