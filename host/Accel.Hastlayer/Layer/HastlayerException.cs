namespace Hast.Layer;

/// <summary>Hardware or a proxy could not be made; the inner exception says why, with a remedy.</summary>
/// <param name="message">What failed.</param>
/// <param name="innerException">Why.</param>
public class HastlayerException(string message, Exception? innerException = null) : Exception(message, innerException);
