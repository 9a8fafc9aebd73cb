"""What one hands in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ArchiveForm(forms.Form):
    """One or several archives of one person. What is wrong with the files is said by ``rules``."""

    archive = forms.FileField(
        label=_("Your archive"),
        help_text=_(
            "The zip or tar.gz as the network gave it to you, or a table of posts. Several files, also of several "
            "networks, become one picture."
        ),
        widget=_ManyFiles(attrs={"accept": ".zip,.gz,.tgz,.tar,.json,.jsonl,.js,.csv,.tsv,.car"}),
    )
    show_people = forms.BooleanField(
        label=_("Show me other people by name"),
        required=False,
        help_text=_(
            "Otherwise those you talk with are letters. A name that you wrote yourself stays where the archive does "
            "not know it as a person's."
        ),
    )
