export {
  type Collected,
  type CollectOptions,
  type CollectRefusal,
  collectAdvisories,
  type RefusedDownload,
} from './collect.ts'
