import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// What does not come by then does not come, on a busy machine either.
configure({ asyncUtilTimeout: 5_000 });
afterEach(cleanup);
