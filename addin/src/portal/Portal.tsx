import { Redirect, Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Session } from '../shared/session/Session';
import { DocumentScreen } from './DocumentScreen';
import { Frame } from './Frame';
import { LibraryScreen } from './LibraryScreen';
import { QuestionnaireScreen } from './QuestionnaireScreen';
import { fromAddress, paths } from './paths';
import { SignInScreen } from './SignInScreen';
import { WorkScreen } from './WorkScreen';

/** The portal: Akte without Word. Every screen has an address, after the `#`. */
export function Portal() {
  return (
    <Session signedOut={<SignInScreen />}>
      <Router hook={useHashLocation}>
        <Frame>
          <Switch>
            <Route path={paths.library}>
              <LibraryScreen />
            </Route>
            <Route path={paths.answers(':id', ':page?')}>
              {({ id, page }) => <QuestionnaireScreen key={id} id={id} page={page} />}
            </Route>
            <Route path={paths.question(':id', ':name')}>
              {({ id, name }) => <QuestionnaireScreen key={id} id={id} question={fromAddress(name)} />}
            </Route>
            <Route path={paths.work}>
              <WorkScreen />
            </Route>
            <Route path={paths.document(':id')}>{({ id }) => <DocumentScreen key={id} id={id} />}</Route>
            <Route>
              <Redirect to={paths.library} replace />
            </Route>
          </Switch>
        </Frame>
      </Router>
    </Session>
  );
}
