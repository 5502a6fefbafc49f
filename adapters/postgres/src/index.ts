export { type EmbeddedRefusal, embeddedRefusalLine } from './embedded/embedded-refusal.ts'
export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.ts'
