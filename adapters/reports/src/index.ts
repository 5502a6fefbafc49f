export { type ChangeReport, changeReportHtml, gapsOf, type ReportEntry } from './change-report.ts'
