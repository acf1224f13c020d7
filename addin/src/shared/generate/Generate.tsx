import { type ReactNode, Suspense, useEffect } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { idle } from '../components/idle';
import { ScreenTitle } from '../components/ScreenTitle';
import { useStale } from '../components/stale';
import { Waiting } from '../components/Waiting';
import { later } from '../components/later';
import { useI18n } from '../i18n/I18n';
import type { Delivery } from './delivery';
import { StrandedNotice } from './StrandedNotice';
import { LibraryScreen } from './LibraryScreen';
import { fromAddress, paths } from './paths';
import { useUnsent } from './useUnsent';

/** All but the library come in files of their own: it is there sooner. */
const loadQuestionnaire = () => import('./QuestionnaireScreen');
const QuestionnaireScreen = later(loadQuestionnaire);
const DocumentScreen = later(() => import('./DocumentScreen'));
const WorkScreen = later(() => import('./WorkScreen'));

interface Props {
  delivery: Delivery;
  /** What the surface has to say above the library. */
  above?: ReactNode;
}

/** The way of a lawyer, from the library to a finished document; the same in every surface. */
export function Generate({ delivery, above }: Props) {
  const { t } = useI18n();
  const stale = useStale();
  const unsent = useUnsent();
  useEffect(() => {
    // It is the next thing that is wanted. If it fails now, opening the screen tries again and says so.
    idle()
      .then(loadQuestionnaire)
      .catch(() => undefined);
  }, []);
  return (
    <>
      <StrandedNotice {...unsent} />
      <Suspense fallback={stale && stale !== 'away' ? <ScreenTitle title={t('stale.title')} /> : <Waiting />}>
        <Switch>
          <Route path={paths.library}>
            <LibraryScreen above={above} />
          </Route>
          <Route path={paths.answers(':id', ':page?')}>
            {({ id, page }) => <QuestionnaireScreen key={id} id={id} page={page} />}
          </Route>
          <Route path={paths.question(':id', ':name')}>
            {({ id, name }) => <QuestionnaireScreen key={id} id={id} question={fromAddress(name)} />}
          </Route>
          <Route path={paths.work}>
            <WorkScreen delivery={delivery} />
          </Route>
          <Route path={paths.document(':id')}>
            {({ id }) => <DocumentScreen key={id} id={id} delivery={delivery} />}
          </Route>
          <Route>
            <Redirect to={paths.library} replace />
          </Route>
        </Switch>
      </Suspense>
    </>
  );
}
