"""The forms of signing in, in our look; what they ask and check is the sign-in library's."""

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vieta.accounts.actions import spend_digits
from vieta.web.parts import forms
from vieta.web.parts.widgets import dress
from vieta.web.public.sign_in import limited


class Dressed:
    """Draws a library's form with our fields and our error summary, and refuses what no field keeps."""

    use_required_attribute = False
    labels: dict = {}
    helps: dict = {}
    error_summary = forms.Form.error_summary
    _problems = forms.Form._problems

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")
            field.before = field.after = ""
            field.validators.append(forms.refuse_forbidden)
            dress(field)


class SignInForm(Dressed, account.LoginForm):
    labels = {"login": _("User name"), "password": _("Password")}


class ChangePasswordForm(Dressed, account.ChangePasswordForm):
    labels = {"oldpassword": _("Your password now"), "password1": _("Your new password"), "password2": _("The new password once more")}
    helps = {"password1": _("At least 12 characters. Three or four words that do not belong together are good and easy to keep in mind.")}


class SetPasswordForm(Dressed, account.SetPasswordForm):
    labels = {"password1": _("Your password"), "password2": _("The password once more")}
    helps = ChangePasswordForm.helps


class ReauthenticateForm(Dressed, account.ReauthenticateForm):
    labels = {"password": _("Your password")}


class _Numbers:
    """A code read from a phone: digits, counted failures."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].max_length = 20
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 20, "class": "govuk-input govuk-input--width-10"}

    def clean_code(self):
        check = super().clean_code
        return limited(self.user.pk, lambda: self._unspent(check()))

    def _unspent(self, code):
        """Digits seen once over a shoulder open nothing more, whichever process they are sent to."""
        if not spend_digits(at=timezone.now(), account_id=self.user.pk, digits="".join(code.split())):
            raise get_adapter().validation_error("incorrect_code")
        return code


class FactorForm(_Numbers, Dressed, factor.AuthenticateForm):
    labels = {"code": _("Code")}
    helps = {"code": _("The six digits your authenticator app shows now, or one of your recovery codes.")}


class FactorAgainForm(_Numbers, Dressed, factor.ReauthenticateForm):
    labels, helps = FactorForm.labels, FactorForm.helps


class SetUpFactorForm(_Numbers, Dressed, totp.ActivateTOTPForm):
    labels = {"code": _("The six digits your app shows now")}


class EndFactorForm(Dressed, totp.DeactivateTOTPForm):
    pass


class RecoveryForm(Dressed, recovery.GenerateRecoveryCodesForm):
    pass


class CodeForm(forms.Form):
    """The one-time code somebody was given on paper or by voice."""

    code = forms.Text(
        max_length=20,
        label=_("Your code"),
        help_text=_("Ten letters and digits, for example K7MQ2-XH4RT. Capitals or not does not matter."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "govuk-input govuk-input--width-20",
        }
