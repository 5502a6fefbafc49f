/** What a publisher lays beside a document (hashes, signature) comes with it to where it is read. */
export const publishedBeside = `
alter table job_document add column beside jsonb;
`
