/** What all of the page's parts draw with. */
export { html } from 'htm/preact'
