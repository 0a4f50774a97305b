import { devUi as english } from '../../en/web/dev-ui.ts'

/** Only developers see it, so it stays in English. */
export const devUi = english
