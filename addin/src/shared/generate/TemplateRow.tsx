import { Badge, Button } from '@fluentui/react-components';
import { lazy, Suspense, useRef, useState } from 'react';
import type { TemplateItem } from '../../api/types';
import { More } from '../components/More';
import { useI18n } from '../i18n/I18n';
import { Row } from '../components/Rows';

interface Props {
  template: TemplateItem;
  /** Its questionnaire is being started. */
  pending: boolean;
  onStart: () => void;
}

const StartWithAnswers = lazy(() => import('./StartWithAnswers'));

/** A template in the library. */
export function TemplateRow({ template, pending, onStart }: Props) {
  const { t, language } = useI18n();
  const more = useRef<HTMLSpanElement>(null);
  const [choosing, setChoosing] = useState(false);
  const { title, category, status, version } = template;
  const spoken = new Intl.DisplayNames(language, { type: 'language' }).of(template.language);
  return (
    <Row
      title={title}
      heading="h2"
      lang={template.language}
      badge={status !== 'published' && <Badge appearance="tint">{t('library.draft')}</Badge>}
      details={[category?.name, spoken, t('library.version', { version })]}
    >
      <Button
        appearance="primary"
        aria-label={t('library.startNamed', { title })}
        disabledFocusable={pending}
        onClick={onStart}
      >
        {t('library.start')}
      </Button>
      <span ref={more}>
        <More
          label={t('library.more', { title })}
          items={[
            {
              text: t('library.begin'),
              run: () => {
                setChoosing(true);
              },
            },
          ]}
        />
      </span>
      {choosing && (
        <Suspense>
          <StartWithAnswers
            template={template}
            opener={more}
            onClose={() => {
              setChoosing(false);
            }}
          />
        </Suspense>
      )}
    </Row>
  );
}
