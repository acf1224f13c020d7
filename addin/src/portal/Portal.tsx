import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { Downloads } from '../shared/components/Downloads';
import { Generate } from '../shared/generate/Generate';
import { Session } from '../shared/session/Session';
import { download } from './download';
import { Frame } from './Frame';
import { SignInScreen } from './SignInScreen';

/** The portal: Akte without Word. Every screen has an address, after the `#`. */
export function Portal() {
  return (
    <Session signedOut={<SignInScreen />}>
      <Router hook={useHashLocation}>
        <Frame>
          <Generate delivery={download} />
        </Frame>
        <Downloads />
      </Router>
    </Session>
  );
}
