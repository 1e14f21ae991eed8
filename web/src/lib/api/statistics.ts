import { api, ask } from './client';
import type { paths } from './schema';
import type { Statistics } from './wire';

type Query = NonNullable<paths['/api/v1/guidelines/{slug}/statistics']['get']['parameters']['query']>;
/** Which revisions and which language are counted. */
export type StatisticsScope = Omit<Query, 'format'>;

export function getStatistics(slug: string, query: StatisticsScope): Promise<Statistics> {
  return ask(api.GET('/api/v1/guidelines/{slug}/statistics', { params: { path: { slug }, query } })) as Promise<Statistics>;
}

/** One number a row, for spreadsheets. */
export function downloadStatistics(slug: string, query: StatisticsScope): Promise<Blob> {
  return ask<Blob>(api.GET('/api/v1/guidelines/{slug}/statistics', { params: { path: { slug }, query: { ...query, format: 'csv' } }, parseAs: 'blob' }));
}
