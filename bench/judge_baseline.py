"""What the judge is measured beside: TF-IDF of words and characters into logistic regression."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline


def _pipeline() -> Pipeline:
    features = FeatureUnion(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)),
            ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)),
        ]
    )
    return make_pipeline(features, LogisticRegression(C=10, class_weight="balanced", max_iter=2_000))


def baseline_p(texts: Sequence[str], asks: np.ndarray, tried: Sequence[str]) -> np.ndarray:
    """Probability of asking."""
    return np.asarray(_pipeline().fit(texts, asks).predict_proba(tried)[:, 1])


def baseline_labels(texts: Sequence[str], labels: Sequence[str], tried: Sequence[str]) -> np.ndarray:
    """The likeliest label."""
    return np.asarray(_pipeline().fit(texts, labels).predict(tried), object)
